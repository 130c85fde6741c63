import type { Who } from '../people.ts'
import type { World } from './world.ts'

/** One request of an attacker's. */
export type Shot = {
  method: string
  path: string
  host?: string
  headers?: Record<string, string>
  body?: string | Uint8Array<ArrayBuffer>
  /** Whose bearer it brings, or which. */
  as?: Who
  token?: string
  cookie?: string
  /** Its network: one of its own unless told. */
  from?: string
}

/** A status, or a status and the code of the problem: `'403 forbidden'`. Several: any of them. */
export type Expected = number | string | readonly (number | string)[]

type Told = {
  /** As in the list of attacks (reliability.md, 3.1 to 3.5 and 3.7); even numbers are our own. */
  id: `${'HOST' | 'AUTH' | 'BOOK' | 'ADM' | 'API' | 'UP'}-${string}`
  title: string
}

/** Requests that are all answered so; nothing is changed by them, unless `mayChange`. */
type Volley = Told & {
  shots: readonly Shot[] | ((world: World) => readonly Shot[] | Promise<readonly Shot[]>)
  expected: Expected
  /** All say the same, letter by letter, but for numbers of requests. */
  sameAnswer?: true
  mayChange?: true
  /** None of this is in any answer. */
  hides?: RegExp
}

/** What takes several steps. Every answer on the way is judged like all others. */
type Play = Told & { play: (world: World) => Promise<void> }

export type Attack = Volley | Play

type More = Omit<Shot, 'method' | 'path' | 'body'> & { json?: unknown; body?: string }

/** A request to the API: `api('POST /users/login', { json: … })`. */
export function api(to: string, { json, headers, ...more }: More = {}): Shot {
  const { method, path } = split(to)
  const isJson = json !== undefined || more.body !== undefined
  return {
    ...more,
    method,
    path: `/api/v1${path}`,
    headers: { ...(isJson ? { 'content-type': 'application/json' } : {}), ...headers },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  }
}

/** A request for a page: `page('GET /admin', { cookie: … })`. */
export function page(to: string, more: Omit<More, 'json'> = {}): Shot {
  const { method, path } = split(to)
  return { ...more, method, path }
}

function split(to: string): { method: string; path: string } {
  const at = to.indexOf(' ')
  return { method: to.slice(0, at), path: to.slice(at + 1) }
}
