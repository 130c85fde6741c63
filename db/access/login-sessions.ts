import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { users } from './users.ts'

export const loginKinds = ['browser', 'token'] as const
export const loginMethods = ['password', 'link', 'passkey'] as const

/** Signed-in browsers, and people's tokens for the API. */
export const loginSessions = sqliteTable(
  'login_sessions',
  {
    // SHA-256, as hex, of the secret in the cookie or the token.
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    kind: text('kind', { enum: loginKinds }).notNull(),
    // `second_factor`: the first was right, the second is awaited; it opens nothing yet.
    state: text('state', { enum: ['open', 'second_factor'] }).notNull(),
    method: text('method', { enum: loginMethods }).notNull(),
    createdAt: integer('created_at').notNull(),
    lastSeenAt: integer('last_seen_at').notNull(),
    // Ends when nobody has been seen for so long, and at the latest then.
    idleMs: integer('idle_ms').notNull(),
    endsAt: integer('ends_at').notNull(),
    // When the person last proved who they are.
    authenticatedAt: integer('authenticated_at').notNull(),
    userAgent: text('user_agent').notNull(),
    network: text('network').notNull(),
  },
  (t) => [index('login_sessions_user_idx').on(t.userId), index('login_sessions_end_idx').on(t.endsAt)],
)

export type LoginSessionRow = typeof loginSessions.$inferSelect
