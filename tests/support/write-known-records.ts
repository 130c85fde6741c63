import {
  clientFieldValues,
  clientFiles,
  clientTags,
  clientWords,
  customFields,
  importRows,
  imports,
  savedViews,
  tags,
} from '../../db/tenant/schema/index.ts'
import type { TestTenant } from './make-tenant.ts'
import { traces, type KnownIds } from './write-known-rows.ts'

/** What staff keep of somebody beside their bookings: tags, fields, files, and the import they came with. */
export async function writeRecords(
  { ctx: { db }, clock }: TestTenant,
  { clientId, userId }: KnownIds,
): Promise<void> {
  const now = clock.now()
  const author = 'staff:usr_owner'
  await db.write([
    db.orm.insert(tags).values({ id: 'tag_known', name: 'Morning', nameKey: 'morning', createdAt: now }),
    db.orm.insert(clientTags).values({ clientId, tagId: 'tag_known' }),
    db.orm
      .insert(customFields)
      .values({ id: 'fld_known', kind: 'text', label: { en: 'Doctor' }, createdAt: now }),
    db.orm.insert(clientFieldValues).values({ clientId, fieldId: 'fld_known', value: traces.last }),
    db.orm.insert(clientFiles).values({
      id: 'fil_known',
      clientId,
      name: `${traces.last}.pdf`,
      contentType: 'application/pdf',
      bytes: 1_000,
      storageKey: 'ten_x/files/fil_known',
      author,
      createdAt: now,
    }),
    db.orm.insert(clientWords).values({ clientId, word: traces.last.toLowerCase() }),
    db.orm.insert(imports).values({
      id: 'imp_known',
      fileName: 'clients.csv',
      storageKey: 'ten_x/imports/imp_known',
      bytes: 1_000,
      state: 'done',
      author,
      createdAt: now,
    }),
    db.orm.insert(importRows).values({
      importId: 'imp_known',
      row: 1,
      cells: [traces.first, traces.last, traces.email],
      verdict: 'update',
      clientId,
      email: traces.email,
      person: traces.phone,
      before: { phone: traces.phone },
      doneAt: now,
    }),
    db.orm.insert(savedViews).values({
      id: 'viw_known',
      userId,
      place: 'clients',
      name: 'Mine',
      query: `q=${traces.last}`,
      createdAt: now,
    }),
  ])
}
