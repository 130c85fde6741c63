import { sql } from 'drizzle-orm'
import { locales, services, trainers, type LocalizedText } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'

/** Bulgarian in Latin letters, by the Transliteration Act of 2009. */
const latin = new Map(
  ('аa бb вv гg дd еe жzh зz иi йy кk лl мm нn оo пp рr сs тt уu фf хh ' + 'цts чch шsh щsht ъa ьy юyu яya')
    .split(' ')
    .map(([letter = '', ...signs]) => [letter, signs.join('')] as const),
)

const LONGEST = 48

/** A name as it can stand in an address; empty where it has no letters or digits known here. */
export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[а-яъь]/g, (letter) => latin.get(letter) ?? letter)
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replaceAll(/^-|-$/g, '')
}

const tables = { service: services, trainer: trainers }

/** An address for something new that nothing else of its kind has: made of its name, English first. One round trip. */
export async function makeSlug(
  { db: { orm, read } }: TenantContext,
  kind: keyof typeof tables,
  name: string | LocalizedText,
): Promise<string> {
  const texts = typeof name === 'string' ? [name] : locales.map((locale) => name[locale] ?? '')
  const slug = texts.map(slugOf).find((text) => text !== '') ?? kind
  const table = tables[kind]
  const [taken] = await read([
    orm
      .select({ slug: table.slug })
      .from(table)
      .where(sql`${table.slug} LIKE ${`${slug}%`}`),
  ])
  const isTaken = (one: string) => taken.some((other) => other.slug === one)
  let free = slug
  for (let number = 2; isTaken(free); number += 1) free = `${slug}-${number}`
  return free
}
