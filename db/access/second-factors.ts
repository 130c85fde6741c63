import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { users } from './users.ts'

/** Authenticator apps (RFC 6238), one a person. */
export const totpSecrets = sqliteTable('totp_secrets', {
  userId: text('user_id')
    .primaryKey()
    .references(() => users.id),
  // AES-GCM, bound to tenant and person.
  secretSealed: text('secret_sealed').notNull(),
  createdAt: integer('created_at').notNull(),
  // Empty until a first code was right: only then is it asked for.
  confirmedAt: integer('confirmed_at'),
  // The last time step whose code was taken: none is taken twice.
  lastStep: integer('last_step'),
})

/** Codes for who has lost the app. Only a SHA-256 of each is kept: they are random. */
export const recoveryCodes = sqliteTable(
  'recovery_codes',
  {
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    codeHash: text('code_hash').notNull(),
    usedAt: integer('used_at'),
  },
  (t) => [primaryKey({ columns: [t.userId, t.codeHash] })],
)

/** Passkeys (WebAuthn), each for the one host it was made on. */
export const passkeys = sqliteTable(
  'passkeys',
  {
    // The credential's id, base64url.
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    // The host name it was made on.
    rpId: text('rp_id').notNull(),
    // COSE, base64url.
    publicKey: text('public_key').notNull(),
    counter: integer('counter').notNull(),
    transports: text('transports', { mode: 'json' }).$type<string[]>().notNull(),
    isBackedUp: integer('is_backed_up', { mode: 'boolean' }).notNull(),
    name: text('name').notNull(),
    createdAt: integer('created_at').notNull(),
    lastUsedAt: integer('last_used_at'),
  },
  (t) => [index('passkeys_user_idx').on(t.userId)],
)

/** What a browser was asked to sign; each may be answered once. */
export const passkeyChallenges = sqliteTable(
  'passkey_challenges',
  {
    id: text('id').primaryKey(),
    purpose: text('purpose', { enum: ['add', 'sign_in', 'confirm'] }).notNull(),
    // Whose passkey it has to be; empty when that is what is asked.
    userId: text('user_id').references(() => users.id),
    challenge: text('challenge').notNull(),
    expiresAt: integer('expires_at').notNull(),
  },
  (t) => [index('passkey_challenges_expiry_idx').on(t.expiresAt)],
)

export type TotpSecretRow = typeof totpSecrets.$inferSelect
export type PasskeyRow = typeof passkeys.$inferSelect
