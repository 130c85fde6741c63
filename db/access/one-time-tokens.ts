import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { users } from './users.ts'

export const tokenPurposes = [
  'register',
  'sign_in',
  'reset_password',
  'change_email',
  'join',
  // The data of a closed studio, on the platform's own host.
  'studio_data',
] as const

/**
 * Links that were sent to an address and work once. The secret is made from the id with the deployment's key when the
 * mail is written (`tenants/access/one-time-token.ts`): neither it nor anything it could be guessed from is kept.
 */
export const oneTimeTokens = sqliteTable(
  'one_time_tokens',
  {
    id: text('id').primaryKey(),
    purpose: text('purpose', { enum: tokenPurposes }).notNull(),
    // Empty before there is one.
    userId: text('user_id').references(() => users.id),
    // Whom it was sent to, lower case; for `change_email` the new address.
    email: text('email').notNull(),
    // For `register`: the name and language that were asked for.
    details: text('details', { mode: 'json' }).$type<Record<string, string>>(),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    usedAt: integer('used_at'),
  },
  (t) => [
    index('one_time_tokens_user_idx').on(t.userId),
    index('one_time_tokens_email_idx').on(t.email),
    index('one_time_tokens_expiry_idx').on(t.expiresAt),
  ],
)

export type OneTimeTokenRow = typeof oneTimeTokens.$inferSelect
