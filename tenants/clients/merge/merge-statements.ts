import { eq, sql, type SQL } from 'drizzle-orm'
import {
  bookings,
  bookingSeries,
  calendarFeeds,
  clientFieldValues,
  clientFiles,
  clientNotes,
  clients,
  clientTags,
  clientWords,
  clientWordsDue,
  dependents,
  importRows,
  notificationChoices,
  pushSubscriptions,
  waitlistEntries,
  type ClientRow,
} from '../../../db/tenant/schema/index.ts'
import type { Statement } from '../../access/access-context.ts'
import type { TenantContext } from '../../context.ts'

type Merging = {
  keepId: string
  goneId: string
  /** What the kept client is afterwards. */
  kept: Partial<ClientRow>
  /** Fields of the studio's own whose value is the gone one's, whatever the kept one's is. */
  takenFieldIds: readonly string[]
}

/** Tables of which a client may have several rows. */
const movedWhole = [
  bookings,
  bookingSeries,
  waitlistEntries,
  dependents,
  clientNotes,
  clientFiles,
  importRows,
  pushSubscriptions,
  calendarFeeds,
] as const

/** What a client has once of each kind: the kept one's stays. */
const movedWhereMissing = [clientTags, clientFieldValues, notificationChoices] as const

/**
 * Statements that give all that is one client's to another, and free their address and number. What was agreed to stays
 * where it is, as evidence of who agreed: it is read there (`clients.merged_into_id`).
 */
export function mergeStatements({ db: { orm } }: TenantContext, merging: Merging): Statement[] {
  const { keepId, goneId, kept, takenFieldIds } = merging
  const move = (table: SQL) =>
    orm.run(sql`UPDATE ${table} SET client_id = ${keepId} WHERE client_id = ${goneId}`)
  return [
    // Addresses and logins are one client's only: first they are nobody's.
    orm
      .update(clients)
      .set({ ...emptied, mergedIntoId: keepId })
      .where(eq(clients.id, goneId)),
    // Whoever was merged into them before is the kept one, too.
    orm.update(clients).set({ mergedIntoId: keepId }).where(eq(clients.mergedIntoId, goneId)),
    orm.update(clients).set(kept).where(eq(clients.id, keepId)),
    ...movedWhole.map((table) => move(sql`${table}`)),
    orm.run(sql`DELETE FROM ${clientFieldValues} WHERE client_id = ${keepId}
      AND field_id IN (SELECT value FROM json_each(${JSON.stringify(takenFieldIds)}))`),
    ...movedWhereMissing.flatMap((table) => [
      orm.run(sql`UPDATE OR IGNORE ${table} SET client_id = ${keepId} WHERE client_id = ${goneId}`),
      orm.run(sql`DELETE FROM ${table} WHERE client_id = ${goneId}`),
    ]),
    // Nobody finds them by what they were called.
    ...[clientWords, clientWordsDue].map((table) => orm.delete(table).where(eq(table.clientId, goneId))),
  ]
}

const emptied = {
  email: null,
  phone: null,
  userId: null,
  bornOn: null,
  goals: null,
  preferences: null,
  fitnessLevel: null,
  clientGroupId: null,
  blockReason: null,
}
