import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** How often something that guards an account was tried: exact, by account and by network. */
export const attempts = sqliteTable(
  'attempts',
  {
    // What is counted, and for whom, such as `login|account|<hash>`: no address in clear.
    key: text('key').primaryKey(),
    count: integer('count').notNull(),
    // The count begins anew then.
    until: integer('until').notNull(),
  },
  (t) => [index('attempts_until_idx').on(t.until)],
)
