import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const importStates = [
  // The file is being read into rows.
  'reading',
  // Somebody says which column is what.
  'mapping',
  // Each row is looked at: what would become of it?
  'checking',
  // Somebody looks at that.
  'ready',
  'importing',
  'done',
  'undoing',
  'undone',
  'failed',
] as const
export const importVerdicts = ['create', 'update', 'skip', 'refuse'] as const
export const dateOrders = ['dmy', 'mdy', 'ymd'] as const
/** What becomes of a row whose client is here already: nothing, what is missing is filled in, or what differs is replaced. */
export const onKnownChoices = ['skip', 'update', 'replace'] as const

/** A file of clients from elsewhere, and how far it has come. Each step goes on where the last one ended. */
export const imports = sqliteTable('imports', {
  id: text('id').primaryKey(),
  fileName: text('file_name').notNull(),
  // Where the file is in the bucket until it has been read.
  storageKey: text('storage_key').notNull(),
  bytes: integer('bytes').notNull(),
  state: text('state', { enum: importStates }).notNull(),
  // As they were found: `utf-8`, `utf-16le`, `windows-1251` …; `,`, `;` or a tab.
  encoding: text('encoding'),
  delimiter: text('delimiter'),
  // The headings as they stand in the file, and what each is: a field's name, or null for what is left out.
  columns: text('columns', { mode: 'json' }).$type<string[]>().notNull().default([]),
  mapping: text('mapping', { mode: 'json' }).$type<(string | null)[]>().notNull().default([]),
  // How dates are written, and the country of phone numbers without one (ISO 3166), as they were found or said.
  dateOrder: text('date_order', { enum: dateOrders }),
  country: text('country'),
  onKnown: text('on_known', { enum: onKnownChoices }).notNull().default('skip'),
  // Where the step that is under way goes on: bytes of the file, or rows.
  doneBytes: integer('done_bytes').notNull().default(0),
  rows: integer('rows').notNull().default(0),
  doneRows: integer('done_rows').notNull().default(0),
  // Why it failed, in a word.
  failure: text('failure'),
  author: text('author').notNull(),
  createdAt: integer('created_at').notNull(),
  // When it last came a step further: what stands still is taken up again.
  workedAt: integer('worked_at').notNull().default(0),
  finishedAt: integer('finished_at'),
})

/** One line of the file, what is to become of it, and what did. */
export const importRows = sqliteTable(
  'import_rows',
  {
    importId: text('import_id')
      .notNull()
      .references(() => imports.id),
    // 1 is the first after the headings.
    row: integer('row').notNull(),
    cells: text('cells', { mode: 'json' }).$type<string[]>().notNull(),
    verdict: text('verdict', { enum: importVerdicts }),
    errors: text('errors', { mode: 'json' })
      .$type<{ column: string; code: string }[]>()
      .notNull()
      .default([]),
    // By what a row further down is found to be the same person: an address, or number and name.
    email: text('email'),
    person: text('person'),
    // Whom it made or changed, what of them was there before, and when.
    clientId: text('client_id'),
    before: text('before', { mode: 'json' }).$type<Record<string, unknown>>(),
    doneAt: integer('done_at'),
    undoneAt: integer('undone_at'),
  },
  (t) => [
    primaryKey({ columns: [t.importId, t.row] }),
    index('import_rows_verdict_idx').on(t.importId, t.verdict, t.row),
    index('import_rows_client_idx').on(t.clientId),
    index('import_rows_email_idx')
      .on(t.importId, t.email)
      .where(sql`${t.email} IS NOT NULL`),
    index('import_rows_person_idx')
      .on(t.importId, t.person)
      .where(sql`${t.person} IS NOT NULL`),
  ],
)

export type ImportRow = typeof imports.$inferSelect
export type ImportedRow = typeof importRows.$inferSelect
