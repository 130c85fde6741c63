import { makeManageToken } from '../../tenants/access/manage-token.ts'
import type { TenantContext } from '../../tenants/context.ts'
import { START, type PageRoute } from '../access/page-routes.ts'
import type { Who, Whose } from '../access/people.ts'
import { freeTime } from '../access/things.ts'
import { ask, askForm, type Answer } from './ask.ts'
import { HOST, type Matrix } from './start-matrix.ts'

/** A row of the matrix with its address apart: `GET` or `POST`, and a path with names in it. */
export type Row = { method: string; path: string; row: PageRoute }

/** As a browser asks without scripts, and as our own pages do. */
export const ways = ['page', 'data'] as const
export type Way = (typeof ways)[number]

export type Knock = { who: Who; whose: Whose; way: Way; thing: string; headers?: Record<string, string> }

/** Asks as somebody for a page, or sends its form, about a thing. */
export async function knockAt(matrix: Matrix, at: Row, { who, whose, way, thing, headers }: Knock) {
  const { people, system } = matrix
  const { row, method } = at
  const path = fill(matrix, at, thing)
  // Who holds a link holds that of a thing of their own, whatever they ask for.
  const link = whose === 'own' ? thing : 'bkg_own'
  const token = who === 'guest' ? await makeManageToken(people.context as TenantContext, link) : ''
  const query = [row.query, token && `token=${token}`].filter(Boolean).join('&')
  const cookie = people.tokens[who]
  const request = {
    url: system.url,
    host: HOST,
    path: (way === 'page' ? path : `${path === '/' ? '/_root' : path}.data`) + (query && `?${query}`),
    headers: { ...(cookie === undefined ? {} : { cookie: `session=${cookie}` }), ...headers },
  }
  return method === 'GET' ? ask(request) : askForm({ ...request, form: row.form?.(thing) ?? {} })
}

/** An address with everything in its place: what the row is about, or what is there anyway. */
function fill({ sessionId }: Matrix, { path, row }: Row, thing: string): string {
  const places: Record<string, string> = {
    file: 'my-data.json',
    service: 'personal-training',
    session: sessionId,
    start: START,
    trainer: 'maria',
  }
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name)
  // What a row is about has a place of its own; where all are known, it is the last.
  const about = row.of ? (names.find((name) => !(name in places)) ?? names.at(-1)) : undefined
  return path
    .replace('*', 'no/where')
    .replaceAll(/:(\w+)/g, (_, name: string) => (name === about ? thing : (places[name] ?? 'unknown')))
}

/** What a row is about, of each of them; `unknown` where it is about nothing. */
export async function makeThings({ people }: Matrix, { of }: PageRoute): Promise<Record<Whose, string>> {
  const make = async (whose: Whose) => {
    const db = whose === 'stranger' ? people.lotus : people.iron
    return (await of?.({ db, whose, at: freeTime(Date.now()) })) ?? 'unknown'
  }
  return { own: await make('own'), other: await make('other'), stranger: await make('stranger') }
}

/** Where an answer leads; what a page loads is told in its body. */
export function leadsTo({ status, headers, text }: Answer): string | undefined {
  return headers['location'] ?? (status === 202 ? /"redirect","([^"]+)"/.exec(text)?.[1] : undefined)
}

/** What an answer comes down to: `let through`, whatever else it says, unless it is a refusal. */
export function outcomeOf(answer: Answer): string {
  const to = leadsTo(answer) ?? ''
  if (to.startsWith('/sign-in?next=')) return 'sign in'
  if (/^\/(account|admin)\/confirm\?next=/.test(to)) return 'confirm'
  if (answer.status === 403) return 'forbidden'
  return answer.status === 404 ? 'unknown' : 'let through'
}
