import { eq, sql } from 'drizzle-orm'
import {
  clientActivity,
  clientFieldValues,
  clientFiles,
  clientNotes,
  clients,
  clientTags,
  clientWords,
  dependents,
} from '../../db/tenant/schema/index.ts'
import { insistOn, isRefused } from '../access/insist-on.ts'
import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { noSuchClient, selectClient } from './select-client.ts'

/**
 * Takes away a client who was written down by mistake: who never booked, waited, agreed to anything, had a login or was
 * forgotten. Anybody else is erased or blocked. What staff kept of them goes along.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; `conflict` (`has_history`); DatabaseError.
 */
export async function deleteClient(ctx: TenantContext, { clientId }: { clientId: string }): Promise<void> {
  const actor = requireStaff(ctx, 'clients:change')
  const { db } = ctx
  const { orm } = db
  const [[client], files] = await db.read([
    selectClient(ctx, { clientId, onlyTrainerId: null }),
    orm.select({ key: clientFiles.storageKey }).from(clientFiles).where(eq(clientFiles.clientId, clientId)),
  ])
  if (!client) throw noSuchClient()
  const has = (table: string) =>
    sql`EXISTS (SELECT 1 FROM ${sql.identifier(table)} WHERE client_id = ${clientId})`
  const kept = ['bookings', 'waitlist_entries', 'booking_series', 'consents', 'erasures'].map(has)
  const isNobodys = sql`NOT (${sql.join(kept, sql` OR `)}
    OR EXISTS (SELECT 1 FROM clients WHERE (id = ${clientId} AND user_id IS NOT NULL) OR merged_into_id = ${clientId}))`
  const ofTheirs = [
    clientNotes,
    clientTags,
    clientFieldValues,
    clientFiles,
    clientWords,
    clientActivity,
    dependents,
  ]
  try {
    await db.write([
      insistOn(db, isNobodys),
      ...ofTheirs.map((table) => orm.delete(table).where(eq(table.clientId, clientId))),
      orm.delete(clients).where(eq(clients.id, clientId)),
      insertAudit(ctx, { actor, action: 'client.delete', subjectId: clientId }),
    ])
  } catch (cause) {
    if (!isRefused(cause)) throw cause
    const sentence = 'Something is known of what this client did here: erase or block them instead.'
    throw new AppError('conflict', sentence, { reason: 'has_history' })
  }
  await ctx.files.delete(files.map(({ key }) => key))
}
