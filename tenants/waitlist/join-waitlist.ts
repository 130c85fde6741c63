import { eq, sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { holds, sessions, type SessionRow } from '../../db/tenant/schema/index.ts'
import { makeManageToken } from '../access/manage-token.ts'
import { clientInput } from '../bookings/booking-input.ts'
import { readClient } from '../bookings/read-client.ts'
import { refusals } from '../bookings/refuse-booking.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { deriveId, hashText, makeId } from '../ids.ts'
import { anId, idempotencyKey } from '../input-parts.ts'
import { insertEntryNotice } from '../messages/insert-notice.ts'
import { parseInput } from '../parse-input.ts'
import { getCatalogue, type Catalogue, type Service } from '../studio/get-catalogue.ts'
import { getService } from '../studio/get-service.ts'
import { checkJoining } from './check-joining.ts'
import { findEntry, type FoundEntry } from './find-entry.ts'
import { joinConditions, skipReasonOnJoining } from './join-conditions.ts'
import { toEntryView, type WaitlistEntryView } from './waitlist-entry-view.ts'

const joinWaitlistInput = z.object({
  idempotencyKey,
  sessionId: anId,
  /** How many places, for the client and whoever comes along: all of them or none. */
  partySize: z.number().int('invalid').min(1, 'invalid').max(51, 'invalid').default(1),
  client: clientInput,
  host: z.string().min(1).max(253),
})
export type JoinWaitlistInput = z.input<typeof joinWaitlistInput>
type ParsedInput = z.output<typeof joinWaitlistInput>

export type JoinedWaitlist = { entry: WaitlistEntryView; manageToken: string; isNew: boolean }

/**
 * Puts a client into the line for a class that is full. Whether it is, and everything else that others can change
 * meanwhile, is decided in the statement that writes the entry. Its id comes from the idempotency key: sent again, the
 * same request finds its own entry.
 *
 * @throws AppError `invalid_input`, `not_found`; `slot_unavailable` when it could not be booked either, by its notice or
 * window; `conflict` (`has_room`, `already_waiting`, `already_booked`, `waitlist_full`); `not_allowed` (`no_waitlist`,
 * `waitlist_closed`, `party_too_large`, `too_many_waiting`, `suspended`); `idempotency_key_reused`; DatabaseError.
 */
export async function joinWaitlist(ctx: TenantContext, raw: JoinWaitlistInput): Promise<JoinedWaitlist> {
  const input = parseInput(joinWaitlistInput, raw)
  const id = await deriveId('wle', ctx.tenant.id, input.idempotencyKey)
  const requestHash = await hashRequest(input)
  const [catalogue, known, session, client] = await Promise.all([
    getCatalogue(ctx),
    findEntry(ctx, id),
    readSession(ctx, input.sessionId),
    readClient(ctx, input.client.email),
  ])
  if (known) return answer(ctx, known, { catalogue, requestHash, isNew: false })
  if (!session) throw new AppError('not_found', 'There is no such class.')
  const service = getService(catalogue, session.serviceId)
  const { partySize } = input
  await checkJoining(ctx, { catalogue, service, session, client, email: input.client.email, partySize })

  const heldUntil = await write(ctx, { id, requestHash, input, catalogue, service })
  const found = await findEntry(ctx, id)
  if (!found) throw await explain(ctx, conditionsOf(ctx, { input, catalogue, service }))
  await ctx.announce(ctx.now())
  // When a place somebody holds may come free, and when the line ends.
  await ctx.announce(heldUntil ?? session.startsAt)
  return answer(ctx, found, { catalogue, requestHash, isNew: true })
}

async function readSession({ db }: TenantContext, id: string): Promise<SessionRow | undefined> {
  const [[session]] = await db.read([db.orm.select().from(sessions).where(eq(sessions.id, id))])
  return session
}

type Joining = { input: ParsedInput; catalogue: Catalogue; service: Service }

function conditionsOf(ctx: TenantContext, { input, catalogue, service }: Joining) {
  return {
    sessionId: input.sessionId,
    email: input.client.email,
    partySize: input.partySize,
    waitlistMax: service.waitlistMax,
    maxWaitlistEntries: catalogue.studio.maxWaitlistEntries,
    now: ctx.now(),
  }
}

/** Writes client, entry and message, all or none; returns until when (ms) somebody holds a place, if anybody does. */
async function write(
  ctx: TenantContext,
  { id, requestHash, ...joining }: Joining & { id: string; requestHash: string },
): Promise<number | null> {
  const { input, catalogue } = joining
  const { db } = ctx
  const { firstName, lastName, email, phone, locale, timeZone } = input.client
  const { studio } = catalogue
  const language = locale && studio.locales.includes(locale) ? locale : studio.defaultLocale
  const now = ctx.now()
  const clientId = makeId('cli')
  const wanted = conditionsOf(ctx, joining)
  const conditions = sql.join(
    joinConditions(wanted).map(({ holds: isSo }) => isSo),
    sql` AND `,
  )
  // After everybody who was there before, also within one millisecond, or by a clock that is behind.
  const joinedAt = sql`(SELECT max(${now}, coalesce(max(joined_at) + 1, 0)) FROM waitlist_entries
    WHERE session_id = ${input.sessionId})`
  const statements: SQL[] = [
    sql`INSERT INTO clients (id, email, first_name, last_name, phone, locale, time_zone, created_at)
      VALUES (${clientId}, ${email}, ${firstName}, ${lastName}, ${phone}, ${language}, ${timeZone ?? null}, ${now})
      ON CONFLICT DO NOTHING`,
    sql`INSERT INTO waitlist_entries (id, request_hash, session_id, client_id, party_size, contact_first_name,
        contact_last_name, contact_email, contact_phone, locale, client_time_zone, host, joined_at, status, status_at,
        skip_reason)
      SELECT ${id}, ${requestHash}, ${input.sessionId}, (SELECT id FROM clients WHERE email = ${email}),
        ${input.partySize}, ${firstName}, ${lastName}, ${email}, ${phone}, ${language}, ${timeZone ?? null},
        ${input.host}, ${joinedAt}, 'waiting', ${joinedAt}, ${skipReasonOnJoining(wanted)}
      WHERE ${conditions} ON CONFLICT (id) DO NOTHING`,
    sql`DELETE FROM clients WHERE id = ${clientId}
      AND NOT EXISTS (SELECT 1 FROM waitlist_entries WHERE client_id = ${clientId})`,
    insertEntryNotice({ kind: 'waitlist_joined', where: sql`id = ${id} AND status_at = joined_at`, now }),
  ]
  const held = sql<number | null>`min(${holds.expiresAt})`
  const results = await db.write([
    db.orm
      .select({ until: held })
      .from(holds)
      .where(sql`session_id = ${input.sessionId} AND status = 'active' AND expires_at > ${now}`),
    ...statements.map((statement) => db.orm.run(statement)),
  ])
  return results[0][0]?.until ?? null
}

/** Which of the conditions does not hold; when all do by now, trying again helps. */
async function explain(
  { db }: TenantContext,
  wanted: Parameters<typeof joinConditions>[0],
): Promise<AppError> {
  const conditions = joinConditions(wanted)
  const cases = conditions.map(({ holds: isSo }, index) => sql`WHEN NOT (${isSo}) THEN ${index}`)
  const [[first]] = await db.read([
    db.orm.all<{ failing: number | null }>(sql`SELECT CASE ${sql.join(cases, sql` `)} END AS failing`),
  ])
  const failing = conditions[first?.failing ?? -1]
  if (failing) return new AppError(failing.code, failing.sentence, { reason: failing.reason })
  return new AppError('changed_meanwhile', 'That changed this very moment. Please try again.', {
    reason: 'changed_meanwhile',
  })
}

async function answer(
  ctx: TenantContext,
  found: FoundEntry,
  { catalogue, requestHash, isNew }: { catalogue: Catalogue; requestHash: string; isNew: boolean },
): Promise<JoinedWaitlist> {
  if (found.entry.requestHash !== requestHash) {
    throw new AppError('idempotency_key_reused', refusals.idempotency_key_reused)
  }
  return {
    entry: toEntryView(found, catalogue),
    manageToken: await makeManageToken(ctx, found.entry.id),
    isNew,
  }
}

function hashRequest({ sessionId, partySize, client }: ParsedInput): Promise<string> {
  const { firstName, lastName, email, phone } = client
  return hashText(JSON.stringify([sessionId, partySize, firstName, lastName, email, phone]))
}
