import { sql } from 'drizzle-orm'
import {
  clientActivity,
  clientFieldValues,
  clientFiles,
  clientTags,
  clientWords,
  clientWordsDue,
  importRows,
  savedViews,
} from '../../db/tenant/schema/index.ts'
import { hidden, ofClient, ofLogin, personal, shown, type PersonalTable } from './treatment.ts'

/** What staff keep of a client beside their bookings. All of it goes with them. */
export const recordData: PersonalTable[] = [
  personal(clientTags, {
    record: 'tags',
    whose: ofClient,
    isDeleted: true,
    columns: { clientId: hidden, tagId: shown },
  }),
  personal(clientFieldValues, {
    record: 'custom_fields',
    whose: ofClient,
    isDeleted: true,
    columns: { clientId: hidden, fieldId: shown, value: shown },
  }),
  // What is in the bucket goes with the row: `erase-client.ts`.
  personal(clientFiles, {
    record: 'files',
    whose: ofClient,
    isDeleted: true,
    columns: {
      id: shown,
      clientId: hidden,
      name: shown,
      contentType: shown,
      bytes: shown,
      storageKey: hidden,
      author: shown,
      createdAt: shown,
    },
  }),
  personal(clientWords, {
    record: null,
    whose: ofClient,
    isDeleted: true,
    columns: { word: hidden, clientId: hidden },
  }),
  personal(clientWordsDue, {
    record: null,
    whose: ofClient,
    isDeleted: true,
    columns: { clientId: hidden },
  }),
  personal(clientActivity, {
    record: 'activity',
    whose: ofClient,
    columns: { clientId: hidden, bookings: shown, firstStartsAt: shown, lastStartsAt: shown },
  }),
  personal(importRows, {
    record: 'imported_rows',
    whose: ofClient,
    columns: {
      importId: shown,
      row: shown,
      cells: { isExported: true, becomes: sql`'[]'` },
      verdict: shown,
      errors: hidden,
      email: { isExported: false, becomes: sql`NULL` },
      person: { isExported: false, becomes: sql`NULL` },
      clientId: hidden,
      before: { isExported: true, becomes: sql`NULL` },
      doneAt: shown,
      undoneAt: shown,
    },
  }),
  personal(savedViews, {
    record: 'saved_views',
    whose: ofLogin,
    isDeleted: true,
    columns: { id: shown, userId: hidden, place: shown, name: shown, query: shown, createdAt: shown },
  }),
]
