import type { FieldError } from '../errors.ts'
import { MAX_PASSWORD_LENGTH } from './hash-password.ts'

/** In code points. */
export const MIN_PASSWORD_LENGTH = 10

const sentences = {
  required: 'This is needed.',
  too_short: `A password has at least ${MIN_PASSWORD_LENGTH} characters.`,
  too_long: `A password has at most ${MAX_PASSWORD_LENGTH} characters.`,
  too_common: 'Many people use this password: it is among the first that are guessed.',
  too_obvious: 'This is made of a name that anybody would try first.',
} as const

/** What anybody would try first, anywhere. */
const OBVIOUS = [
  'password',
  'passwort',
  'parola',
  'парола',
  'letmein',
  'qwerty',
  'welcome',
  'trainer',
  'booking',
]
/** What is not a name any more: `gym` is in too many words. */
const MIN_WORD_LENGTH = 4
/** So many letters of one's own make a password out of a word that is known. */
const ENOUGH_OF_ONES_OWN = 6

/** `abcabcabcabc`. */
const FEWEST_DIFFERENT = 5
/** Telephones, birthdays, identity cards. */
const NUMBER = /^[\p{Nd}\p{P}\p{Sm}\p{Zs}]{1,15}$/u

/**
 * What is wrong with a new password: nothing, or one error at `password`. Any characters are welcome and none are demanded
 * (OWASP ASVS 5.0, 6.2). `words` are what is known of the person and the studio: names, hosts, addresses.
 */
export async function checkPassword(
  password: string,
  { words }: { words: readonly string[] },
): Promise<FieldError[]> {
  const fault = await findFault(password, words)
  return fault === null ? [] : [{ path: 'password', code: fault, message: sentences[fault] }]
}

async function findFault(password: string, words: readonly string[]): Promise<keyof typeof sentences | null> {
  if (password === '') return 'required'
  // Before anything that takes longer the longer it is: a string has at most two units for each code point.
  if (password.length > 2 * MAX_PASSWORD_LENGTH) return 'too_long'
  const length = Array.from(password).length
  if (length > MAX_PASSWORD_LENGTH) return 'too_long'
  if (length < MIN_PASSWORD_LENGTH) return 'too_short'
  const folded = fold(password)
  if (isObvious(folded, words)) return 'too_obvious'
  return (await isCommon(folded)) ? 'too_common' : null
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/** Whether little is left of it without the words that are known. */
function isObvious(folded: string, words: readonly string[]): boolean {
  const known = [...words, ...OBVIOUS]
    .flatMap((word) => [fold(word).replaceAll(/[^\p{L}\p{N}]/gu, ''), ...fold(word).split(/[^\p{L}\p{N}]+/u)])
    .filter((word) => Array.from(word).length >= MIN_WORD_LENGTH)
    .toSorted((a, b) => b.length - a.length)
  const bare = folded.replaceAll(/[^\p{L}\p{N}]/gu, '')
  const rest = known.reduce((left, word) => left.replaceAll(word, ''), bare)
  return rest !== bare && ownLetters(rest) < ENOUGH_OF_ONES_OWN
}

/** How many different letters or so: digits at the end, years and repetitions add little. */
function ownLetters(rest: string): number {
  return new Set(rest.replaceAll(/\d+$/g, '')).size
}

/** In the list, whatever digits and signs are put around it and however often it is repeated; or hardly anything at all. */
async function isCommon(folded: string): Promise<boolean> {
  if (new Set(folded).size < FEWEST_DIFFERENT || NUMBER.test(folded)) return true
  const { commonPasswords } = await import('./common-passwords.ts')
  const known = commonPasswords()
  return [...listCores(folded)].some((core) => known.has(core) || known.has(unrepeat(core)))
}

/** The text, and what is left of it as one by one the digits and signs at its end are taken away, and those before it. */
function* listCores(text: string): Generator<string> {
  for (let core of [text, text.replace(/^[\p{Nd}\p{P}\p{Sc}\p{Sm}]+/u, '')]) {
    yield core
    while (/[\p{Nd}\p{P}\p{Sc}\p{Sm}]$/u.test(core)) {
      core = core.slice(0, -1)
      yield core
    }
  }
}

/** `abc` of `abcabcabc`. */
function unrepeat(text: string): string {
  return text.replace(/^(.+?)\1+$/u, '$1')
}
