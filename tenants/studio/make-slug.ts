import { sql } from 'drizzle-orm'
import { locales, services, trainers, type LocalizedText } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'

/** Bulgarian in Latin letters, by the Transliteration Act of 2009. */
const latin: Record<string, string> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k', л: 'l' },
  ...{ м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'h', ц: 'ts', ч: 'ch' },
  ...{ ш: 'sh', щ: 'sht', ъ: 'a', ь: 'y', ю: 'yu', я: 'ya' },
}

const LONGEST = 48

/** A name as it can stand in an address; empty where it has no letters or digits known here. */
export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[а-яъь]/g, (letter) => latin[letter] ?? letter)
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
