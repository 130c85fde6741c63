import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What a look at one record found. */
export type RecordSeen =
  | { state: 'right' | 'missing' }
  | { state: 'elsewhere'; found: string[] }
  | { state: 'unknown'; reason: 'no_answer' | 'out_of_order' | 'busy' }

/** How far the certificate is, with what its maker said; `nobody`: none is made here, `unknown`: nobody answered. */
export type CertificateSeen = {
  state: 'active' | 'waiting' | 'refused' | 'unknown' | 'nobody'
  said: string[]
}

/** What the last look at a domain found; no certificate before both records are right. */
export type DomainSeen = {
  proof: RecordSeen
  pointer: RecordSeen
  certificate: CertificateSeen | null
}

/**
 * Domains that the studio named. Naming one gives nobody anything: the registry's `hostnames` say whose it is, and a domain
 * comes in there once its DNS shows the token.
 */
export const ownDomains = sqliteTable('own_domains', {
  // As in the registry: lower case, ASCII.
  host: text('host').primaryKey(),
  // What the DNS has to show: another each time the domain is named.
  token: text('token').notNull(),
  // Since when the DNS has shown it, once.
  provenAt: integer('proven_at'),
  checkedAt: integer('checked_at'),
  seen: text('seen', { mode: 'json' }).$type<DomainSeen>(),
  author: text('author').notNull(),
  createdAt: integer('created_at').notNull(),
})

export type OwnDomainRow = typeof ownDomains.$inferSelect
