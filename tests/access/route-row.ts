import type { MakeThing } from './things.ts'

/**
 * How far somebody gets: nowhere, to their own (a trainer's or a client's), to anybody's. In this order: who holds the
 * link, client, trainer, front desk, manager, owner. Nobody else gets anywhere at all.
 */
export type Reaches = `${Reach} ${Reach} ${Reach} ${Reach} ${Reach} ${Reach}`
type Reach = '-' | 'o' | 'a'

export type ApiRoute = {
  /** `everybody`: nothing in it is anybody's. */
  who: Reaches | 'everybody'
  /** What stands for the last `{…}` of the path, or, named `…_id`, for what the body is about. */
  of?: MakeThing
  /** For a path with two. */
  within?: MakeThing
  /** What it lists: whoever gets to their own sees theirs there and nobody else's. */
  lists?: MakeThing
  body?: (id: string) => unknown
  query?: (id: string) => string
  /** Only shortly after proving who one is. */
  isFresh?: true
  /** Whoever is let through has to sign in again. */
  endsLogin?: true
}

// What trainers may do with their own, and all others who work with clients with everybody's.
export const ofOwn = '- - o a a a'
// The same, and the client whose it is, and whoever has its link.
export const ofOwnAndClient = 'o o o a a a'
export const work = '- - a a a a'
export const desk = '- - - a a a'
export const managers = '- - - - a a'
export const owner = '- - - - - a'
/** Whoever has signed in, also somebody who works here no more. */
export const person = '- a a a a a'
export const nothing = () => ({})

/** Of an address at which there is nothing. */
export const noWhere = { says: 404 } as const
