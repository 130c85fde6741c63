import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { ClientRow } from '../../db/tenant/schema/index.ts'

type Findable = Pick<ClientRow, 'firstName' | 'lastName' | 'email' | 'phone'>

/** Enough for every name; what is longer is found by its beginning. */
const LONGEST_WORD = 64
const MOST_WORDS = 6

/**
 * The words by which a client is found: those of the names, the address and its parts, and the number as it is written
 * with and without its country. Lower case, without accents, each once.
 */
export function clientWords({ firstName, lastName, email, phone }: Findable): string[] {
  const words = [
    ...split(firstName),
    ...split(lastName),
    ...emailWords(email ?? ''),
    ...phoneWords(phone ?? ''),
  ]
  return [...new Set(words.map((word) => word.slice(0, LONGEST_WORD)))]
}

/**
 * What somebody typed, as beginnings of such words: all of them have to be found. A number may be typed in groups, and an
 * address as far as they remember it.
 */
export function searchWords(typed: string): string[] {
  if (/^[\d\s()+./-]+$/.test(typed) && typed.replaceAll(/\D/g, '').length > 1) {
    return [typed.replaceAll(/\D/g, '').replace(/^00/, '').slice(0, LONGEST_WORD)]
  }
  const parts = typed.split(/\s+/).flatMap((part) => (part.includes('@') ? [fold(part)] : split(part)))
  return [...new Set(parts.filter((part) => part !== '').map((word) => word.slice(0, LONGEST_WORD)))].slice(
    0,
    MOST_WORDS,
  )
}

/** Lower case and without accents: "Šárka" is found as "sarka". An apostrophe separates nothing. */
export function fold(text: string): string {
  const bare = text.normalize('NFKD').replaceAll(/[\p{M}'’ʼ`]/gu, '')
  return bare.toLowerCase()
}

function split(text: string): string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

/** The whole address and its parts: "petrova" in `e.petrova@lotus.example`, and "lotus". */
function emailWords(email: string): string[] {
  if (email === '') return []
  const at = email.lastIndexOf('@')
  return [fold(email), ...split(email.slice(0, at)), ...split(email.slice(at + 1))]
}

/** As it is dialled from abroad, from here, and without what one dials first. */
function phoneWords(phone: string): string[] {
  if (phone === '') return []
  const parsed = parsePhoneNumberFromString(phone)
  const national = parsed ? [parsed.nationalNumber, parsed.formatNational()] : []
  return [phone, ...national].map((number) => number.replaceAll(/\D/g, '')).filter((digits) => digits !== '')
}
