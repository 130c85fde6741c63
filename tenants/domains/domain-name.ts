import { normalizeHost } from '../host-name.ts'
import { invalidFields } from '../parse-input.ts'
import { spellOut } from './spell-out.ts'

/** With what is put before it, a name stays below 253 letters. */
const MAX_LENGTH = 200

/** Ends of names that mean nothing outside one network, and ends under which strangers share a name. */
const NOT_PUBLIC = /(^|\.)(arpa|internal|invalid|local|localhost|onion|home|lan|corp)$/
const SHARED = /(^|\.)(workers\.dev|pages\.dev|github\.io|netlify\.app|vercel\.app|herokuapp\.com|web\.app)$/

/** Below these of a country's ends, names are given to people: `gym.co.uk`. */
const SECOND_LEVELS = /^(ac|co|com|edu|gob|gov|net|ne|or|org)$/

/** Letters of two of these in one word are there to look like another word. */
const SCRIPTS = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
]

const sentences = {
  required: 'Name a domain.',
  not_a_domain: 'This is not a domain such as book.studio.com.',
  not_public: 'This name cannot be reached from outside.',
  shared: 'This name belongs to somebody who lends it out.',
  platforms: 'This name belongs to the platform.',
  mixed_letters: 'Letters of several scripts are mixed in one word of this name.',
  too_long: 'This name is too long.',
}

/**
 * The domain that somebody typed, or copied from their browser, as the registry keeps it: lower case, ASCII (`xn--…`).
 *
 * @throws AppError `invalid_input` for `host`, with one of the words above.
 */
export function readDomain(
  typed: string,
  { suffix, target }: { suffix: string; target: string | null },
): string {
  const bare = typed
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/.*$/s, '')
    .replace(/\.$/, '')
  if (bare === '') throw wrong('required')
  const host = /:\d/.test(bare) ? undefined : normalizeHost(bare)
  // What is nothing but digits at its end, no registry gives.
  if (host === undefined || /\.\d+$/.test(host)) throw wrong('not_a_domain')
  if (host.length > MAX_LENGTH) throw wrong('too_long')
  if (host === suffix || host.endsWith(`.${suffix}`) || host === target) throw wrong('platforms')
  if (NOT_PUBLIC.test(host)) throw wrong('not_public')
  if (SHARED.test(host)) throw wrong('shared')
  if (spellOut(host).split('.').some(isMixed)) throw wrong('mixed_letters')
  return host
}

/** The name that was bought: `studio.com` of `book.studio.com`. A guess: nothing but words on a page hangs on it. */
export function boughtName(host: string): string {
  const labels = host.split('.')
  const [second = '', first = ''] = labels.slice(-2)
  return labels.slice(first.length === 2 && SECOND_LEVELS.test(second) ? -3 : -2).join('.')
}

/** What many people type instead: with `www.` or without. Null for names that are neither. */
export function otherName(host: string): string | null {
  if (host === boughtName(host)) return `www.${host}`
  return host === `www.${boughtName(host)}` ? boughtName(host) : null
}

function isMixed(label: string): boolean {
  return SCRIPTS.filter((script) => script.test(label)).length > 1
}

function wrong(code: keyof typeof sentences) {
  return invalidFields([{ path: 'host', code, message: sentences[code] }])
}
