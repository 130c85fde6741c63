import { asc, eq, sql } from 'drizzle-orm'
import {
  bookings,
  clientActivity,
  clientFieldValues,
  clients,
  clientTags,
  consents,
  dependents,
  tags,
  type ClientRow,
  type ConsentRow,
} from '../../db/tenant/schema/index.ts'
import { FREED } from '../bookings/booking-statuses.ts'
import { requireReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { selectListed, type ListedClient } from './list-clients.ts'
import { insertLook, noSuchClient, selectClient } from './select-client.ts'

/** All that staff see of a client at once. Instants in ms. */
export type ClientRecord = {
  client: ListedClient
  /** When their next booking starts, and when the last one did that they came to or were expected at. */
  nextStartsAt: number | null
  lastVisitAt: number | null
  noShows: number
  tags: { id: string; name: string }[]
  /** Values of the studio's own fields, by their ids. */
  fields: Record<string, string>
  family: { id: string; firstName: string; lastName: string }[]
  /** The newest of each kind, also of clients who turned out to be this one. */
  consents: (Pick<ConsentRow, 'kind' | 'isGiven' | 'at' | 'source' | 'phone'> & {
    /** `sms`: the number wrote STOP. */
    isStopped: boolean
  })[]
  /** Since when mail to their address is pointless or unwelcome. */
  mailRefused: { why: NonNullable<ClientRow['mailRefusal']>; at: number } | null
}

/**
 * One client with what is kept of them, for a trainer one of their own; what they have with others is counted, not named.
 * That somebody looked is written down: one round trip for all.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; DatabaseError.
 */
export async function getClientRecord(
  ctx: TenantContext,
  { clientId }: { clientId: string },
): Promise<ClientRecord> {
  const whose = { ...requireReach(ctx, 'clients:view'), clientId }
  const { orm, write } = ctx.db
  const now = ctx.now()
  const theirs = sql`FROM ${bookings} WHERE client_id = ${clientId} AND guest_position = 0`
  const [visible, [client], [counted], tagRows, fieldRows, family, consentRows] = await write([
    selectClient(ctx, whose),
    orm
      .select(selectListed(ctx))
      .from(clients)
      .leftJoin(clientActivity, eq(clientActivity.clientId, clients.id))
      .where(eq(clients.id, clientId)),
    orm.all<{ next: number | null; last: number | null; noShows: number }>(sql`SELECT
      (SELECT min(starts_at) ${theirs} AND starts_at > ${now} AND status NOT IN ${FREED}) AS next,
      (SELECT max(starts_at) ${theirs} AND starts_at <= ${now} AND status NOT IN ${FREED} AND status <> 'no_show') AS last,
      (SELECT count(*) ${theirs} AND status = 'no_show') AS noShows`),
    orm
      .select({ id: tags.id, name: tags.name })
      .from(clientTags)
      .innerJoin(tags, eq(tags.id, clientTags.tagId))
      .where(eq(clientTags.clientId, clientId))
      .orderBy(asc(tags.nameKey)),
    orm.select().from(clientFieldValues).where(eq(clientFieldValues.clientId, clientId)),
    orm
      .selectDistinct({ id: dependents.id, firstName: dependents.firstName, lastName: dependents.lastName })
      .from(dependents)
      .where(eq(dependents.clientId, clientId))
      .orderBy(asc(dependents.createdAt), asc(dependents.id)),
    orm
      .select({
        kind: consents.kind,
        isGiven: consents.isGiven,
        at: sql<number>`max(at)`,
        source: consents.source,
        phone: consents.phone,
        isStopped: sql<number>`EXISTS (SELECT 1 FROM sms_stops WHERE sms_stops.phone = consents.phone)`,
      })
      .from(consents)
      .where(
        sql`client_id = ${clientId} OR client_id IN (SELECT id FROM clients WHERE merged_into_id = ${clientId})`,
      )
      .groupBy(consents.kind),
    insertLook(ctx, whose),
  ])
  const [row] = visible
  if (!row || !client) throw noSuchClient()
  const { mailRefusal: why, mailRefusedAt: at } = row
  return {
    client,
    nextStartsAt: counted?.next ?? null,
    lastVisitAt: counted?.last ?? null,
    noShows: counted?.noShows ?? 0,
    tags: tagRows,
    fields: Object.fromEntries(fieldRows.map(({ fieldId, value }) => [fieldId, value])),
    family,
    consents: consentRows.map((row) => ({ ...row, isStopped: row.isStopped === 1 })),
    mailRefused: why === null || at === null ? null : { why, at },
  }
}
