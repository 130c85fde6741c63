import { findLeaks } from '../find-leaks.ts'
import { openAnswer, type OpenAnswer } from '../open-answers.ts'
import type { Shot } from './attack.ts'

export type Said = {
  shot: Shot
  status: number
  headers: Headers
  text: string
  /** Of a problem, or what the site was told. */
  code: string
}

/** A word in every text of each studio (`markStudio`). */
export const WORDS = { iron: 'zephyralpha', lotus: 'quokkabravo' } as const

const neededOf = (open: OpenAnswer | undefined): [string, RegExp][] => [
  ['cache-control', new RegExp(`^${open?.cache ?? 'private, no-store'}$`)],
  ['x-content-type-options', /^nosniff$/],
  ['content-security-policy', open?.policy ?? /frame-ancestors 'none'/],
  ['x-request-id', /^[0-9a-f-]{36}$/],
]
/** What a status may not come without. */
const WITH_STATUS: Record<number, string> = { 405: 'allow', 429: 'retry-after', 503: 'retry-after' }
const COOKIE =
  /^__Host-[a-z]+=[^;]*; (?!.*Domain=)(?=.*HttpOnly)(?=.*Secure)(?=.*Path=\/(;|$))(?=.*SameSite=Lax)/

type Known = {
  /** Words that nobody may read who asks there. */
  foreign: readonly string[]
  /** Secrets that people have. */
  secrets: readonly string[]
}

/** What is wrong with an answer to anybody, in a line each; nothing is good. */
export function judge({ shot, status, headers, text }: Said, { foreign, secrets }: Known): string[] {
  const said = text + JSON.stringify([...headers])
  const body = typeof shot.body === 'string' ? shot.body : ''
  const open = openAnswer(shot.path, status)
  const sent = shot.path + body + JSON.stringify(shot.headers ?? {}) + (shot.token ?? '')
  const isProblem = shot.path.startsWith('/api/v1/') && status >= 400
  const type = headers.get('content-type') ?? ''
  const faults = [
    ...(status >= 500 ? [`fails: ${text.slice(0, 200)}`] : []),
    ...findLeaks(said, body || shot.path).map((what) => `says ${what}: ${text.slice(0, 200)}`),
    ...foreign.filter((word) => said.includes(word)).map((word) => `says ${word}`),
    ...secrets.filter((one) => said.includes(one) && !sent.includes(one)).map(() => 'says a secret'),
    ...neededOf(open)
      .filter(([name, right]) => !right.test(headers.get(name) ?? ''))
      .map(([name]) => `${name}: ${headers.get(name)}`),
    ...(headers.has('access-control-allow-origin') && !open?.isReadElsewhere
      ? ['lets other sites read it']
      : []),
    ...headers
      .getSetCookie()
      .filter((cookie) => !COOKIE.test(cookie))
      .map((cookie) => `cookie: ${cookie}`),
    ...(isProblem && !type.startsWith('application/problem+json') ? [`is a problem as ${type}`] : []),
    ...(isProblem && status === 401 && !headers.has('www-authenticate') ? ['401 without a challenge'] : []),
  ]
  const needed = WITH_STATUS[status]
  if (needed && !headers.has(needed)) faults.push(`${status} without ${needed}`)
  return faults.map((fault) => `${shot.method} ${shot.path.slice(0, 120)} → ${status} ${fault}`)
}

const CHANGING = ['x-request-id', 'server-timing', 'content-length', 'date']

/** All that an answer says, but its number and how long it took. */
export function plain({ status, headers, text }: Said): string {
  const rest = [...headers].filter(([name]) => !CHANGING.includes(name)).toSorted()
  return JSON.stringify([status, text.replace(/"request_id":"[^"]*"/, ''), rest])
}
