import { sql, type SQL } from 'drizzle-orm'

/** So many clients with the rarest of the words: beyond, enough of them are met soon in the order of the list. */
const FEW = 10_000

/** Greater than every letter, so that a beginning is a range of the index. */
const LAST = '\u{10FFFF}'

/** A condition on `client_words`: a word that begins like this. */
export const isWordLike = (word: string): SQL => sql`word >= ${word} AND word < ${word + LAST}`

/** For a batch that reads: how many have a word that begins like each of these, in their order, as far as it matters. */
export function countWords(words: readonly string[]): SQL {
  const counts = words.map(
    (word) =>
      sql`SELECT count(*) AS found FROM (SELECT 1 FROM client_words WHERE ${isWordLike(word)} LIMIT ${FEW + 1})`,
  )
  return sql.join(counts, sql` UNION ALL `)
}

/**
 * Conditions on `clients`: they have words that begin like all of these. Begins with the rarest, by `countWords`; when
 * those are few, they are found by it (`isNarrow`), else on the way through the list.
 */
export function hasWords(
  words: readonly string[],
  counts: readonly number[],
): { conditions: SQL[]; isNarrow: boolean } {
  const inOrder = words
    .map((word, index) => ({ word, found: counts[index] ?? 0 }))
    .toSorted((a, b) => a.found - b.found)
  const isNarrow = (inOrder[0]?.found ?? 0) <= FEW
  const conditions = inOrder.map(({ word }, index) =>
    index === 0 && isNarrow
      ? sql`clients.id IN (SELECT client_id FROM client_words WHERE ${isWordLike(word)})`
      : sql`EXISTS (SELECT 1 FROM client_words WHERE client_id = clients.id AND ${isWordLike(word)})`,
  )
  return { conditions, isNarrow }
}
