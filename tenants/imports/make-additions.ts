import { tagKey } from '../clients/tags/tag-name.ts'
import { deriveId } from '../ids.ts'
import type { ClientChanges, Judgement } from './judge-row.ts'
import type { ReadPerson } from './read-row.ts'
import type { Additions } from './write-people.ts'

/** What an import did to a client, as the row keeps it: for undoing it. */
export type Trace = {
  fields: ClientChanges['fields']
  own: ClientChanges['own']
  tags: string[]
  notes: string[]
  consent: string | null
}
export type Made = { additions: Additions; before: Trace }

type Person = { person: ReadPerson; judgement: Judgement }

/**
 * What a row adds to a client beside the client's own fields, under ids that the same row always gives; null for a row
 * that comes to nothing.
 */
export async function makeAdditions(
  importId: string,
  row: number,
  { person, judgement }: Person,
): Promise<Made | null> {
  if (judgement.verdict !== 'create' && judgement.verdict !== 'update') return null
  const changes = judgement.verdict === 'update' ? judgement.changes : null
  const name = (what: string) => [importId, String(row), what]
  const wanted = new Set(changes?.tags ?? person.tags.map(tagKey))
  const tags = await Promise.all(
    person.tags
      .filter((tag) => wanted.has(tagKey(tag)))
      .map(async (tag) => ({ id: await deriveId('tag', tagKey(tag)), key: tagKey(tag), name: tag })),
  )
  const notes = await Promise.all(
    person.notes.map(async (text, index) => ({ id: await deriveId('nte', ...name(`note ${index}`)), text })),
  )
  const isNews = person.news !== null && (changes?.news ?? true)
  const news = isNews ? { id: await deriveId('con', ...name('news')), text: person.news ?? '' } : null
  const own = changes ? person.own.filter(({ fieldId }) => changes.own[fieldId]) : person.own
  const clientId =
    judgement.verdict === 'update' ? judgement.client.id : await deriveId('cli', ...name('client'))
  return {
    additions: { clientId, tags, notes, news, own },
    before: {
      fields: changes?.fields ?? {},
      own: changes?.own ?? {},
      tags: [...wanted],
      notes: notes.map(({ id }) => id),
      consent: news?.id ?? null,
    },
  }
}
