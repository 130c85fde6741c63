import { eq } from 'drizzle-orm'
import type { TenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import {
  clientFieldValues,
  clientFiles,
  clients,
  clientTags,
  customFields,
  importRows,
  imports,
  legalPages,
  locations,
  savedViews,
  segments,
  settings,
  tags,
  uploads,
} from '../../db/tenant/schema/index.ts'

/** What staff write at the desk of a studio of the demo that has none of it yet, about one of its clients. */
export async function writeDeskRows(
  { orm, write }: TenantDatabase,
  { clientId, userId }: { clientId: string; userId: string },
): Promise<void> {
  const author = `staff:${userId}`
  const made = { author, createdAt: 0 }
  const known = {
    bornOn: '1990-04-25',
    fitnessLevel: 'beginner',
    goals: 'A goal.',
    preferences: 'A wish.',
  } as const
  await write([
    orm
      .update(clients)
      .set({ ...known, blockedAt: 0, blockReason: 'A reason.' })
      .where(eq(clients.id, clientId)),
    orm.insert(tags).values({ id: 'tag_1', name: 'A tag', nameKey: 'a tag', createdAt: 0 }),
    orm.insert(clientTags).values({ clientId, tagId: 'tag_1' }),
    orm.insert(customFields).values({ id: 'fld_1', kind: 'text', label: { en: 'A field' }, createdAt: 0 }),
    orm.insert(clientFieldValues).values({ clientId, fieldId: 'fld_1', value: 'A value.' }),
    orm.insert(clientFiles).values({
      ...made,
      id: 'fil_1',
      clientId,
      name: 'A file.pdf',
      contentType: 'application/pdf',
      bytes: 1_000,
      storageKey: 'client-files/fil_1',
    }),
    orm.insert(segments).values({ ...made, id: 'seg_1', name: 'A segment', filter: {} }),
    orm.insert(imports).values({
      ...made,
      id: 'imp_1',
      fileName: 'A list.csv',
      storageKey: '',
      bytes: 1_000,
      state: 'done',
      columns: ['Name', 'Email'],
      mapping: ['full_name', 'email'],
      rows: 1,
      doneRows: 1,
      finishedAt: Date.now(),
    }),
    orm.insert(importRows).values({
      importId: 'imp_1',
      row: 1,
      cells: ['A name', 'an-address@example.test'],
      verdict: 'refuse',
      errors: [{ column: 'Email', code: 'not_an_email' }],
      email: 'an-address@example.test',
      person: 'a name',
    }),
    orm
      .insert(savedViews)
      .values({ id: 'viw_1', userId, place: 'clients', name: 'A view', query: 'q=a', createdAt: 0 }),
    orm.insert(legalPages).values({
      slug: 'imprint',
      title: { en: 'An imprint', bg: 'Реквизити' },
      body: { en: 'A text.', bg: 'Текст.' },
      updatedAt: 0,
    }),
    orm.insert(uploads).values({
      ...made,
      id: 'upl_1',
      purpose: 'hero',
      width: 1,
      height: 1,
      variants: [],
      alt: { en: 'A picture' },
    }),
    orm
      .update(settings)
      .set({ site: { heroTitle: { en: 'A title', bg: 'Заглавие' }, hoursNote: { en: 'A note' } } }),
    orm.update(locations).set({ mapUrl: 'https://maps.test/a' }),
  ])
}
