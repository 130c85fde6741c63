import type { Locale } from '../studio/get-catalogue.ts'

const YES = new Set([
  'yes',
  'y',
  'true',
  '1',
  'x',
  '✓',
  '✔',
  'on',
  'subscribed',
  'opted in',
  'opt in',
  'да',
  'д',
  'вярно',
])
const NO = new Set([
  'no',
  'n',
  'false',
  '0',
  '-',
  'off',
  'unsubscribed',
  'opted out',
  'opt out',
  'не',
  'н',
  'невярно',
])

const LANGUAGES: Record<string, Locale> = {
  en: 'en',
  eng: 'en',
  english: 'en',
  английски: 'en',
  bg: 'bg',
  bul: 'bg',
  bulgarian: 'bg',
  български: 'bg',
}

const plain = (text: string) =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ')

/** Whether this is a yes, and nothing that could be anything else. */
export const saysYes = (text: string): boolean => YES.has(plain(text))

/** `yes` or `no`; null for anything else. */
export function readYesNo(text: string): 'yes' | 'no' | null {
  if (saysYes(text)) return 'yes'
  return NO.has(plain(text)) ? 'no' : null
}

/** One of the languages that are spoken here; null for any other, and what is none. */
export function readLanguage(text: string): Locale | null {
  const [language = ''] = plain(text).split(/[ (]/)
  return LANGUAGES[language] ?? null
}

/** The halves of a name: the last word is the last name, unless a comma says that it comes first. */
export function splitName(text: string): { first: string; last: string } {
  const [before = '', after] = text.split(',', 2).map((part) => part.trim())
  if (after) return { first: after, last: before }
  const words = before.split(/\s+/)
  const last = words.length > 1 ? (words.pop() ?? '') : ''
  return { first: words.join(' '), last }
}

/** The words of a list in one cell, each once. */
export function splitText(text: string): string[] {
  const words = text.split(/[,;|\n]/).map((word) => word.trim())
  return [...new Set(words.filter(Boolean))]
}
