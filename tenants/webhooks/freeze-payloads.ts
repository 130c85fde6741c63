import { inArray, sql } from 'drizzle-orm'
import { webhookEvents, type WebhookEventRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { minutes } from '../durations.ts'
import { readSubject, type WebhookSubject } from './read-subject.ts'

/** The JSON of a subject, in the words of the API. */
export type Describe = (subject: WebhookSubject) => Promise<unknown>

/** An erasure that was under way when we read is over by then. */
const ERASING_MS = minutes(1)

/**
 * What each event says, by its id: written when it is first tried, and the same ever after. Whoever runs at the same time
 * says the same. One is missing when its person was being forgotten just then: it is told later, without them.
 *
 * @throws DatabaseError
 */
export async function freezePayloads(
  ctx: TenantContext,
  { events, describe }: { events: readonly WebhookEventRow[]; describe: Describe },
): Promise<Map<string, string>> {
  const readAt = ctx.now()
  const drafts: { id: string; payload: string; clientId: string | null }[] = []
  for (const event of events) {
    if (event.payload !== null) continue
    const subject = await readSubject(ctx, event)
    drafts.push({
      id: event.id,
      payload: toPayload(event, await describe(subject)),
      clientId: clientOf(subject),
    })
  }
  const known = new Map(
    events.flatMap(({ id, payload }) => (payload === null ? [] : [[id, payload] as const])),
  )
  if (drafts.length === 0) return known
  const { orm, write } = ctx.db
  const [, frozen] = await write([
    orm.run(sql`UPDATE webhook_events SET payload = draft.value ->> '$.payload'
      FROM json_each(${JSON.stringify(drafts)}) AS draft
      WHERE webhook_events.id = draft.value ->> '$.id' AND payload IS NULL
        AND NOT EXISTS (SELECT 1 FROM clients WHERE clients.id = draft.value ->> '$.clientId'
          AND erased_at > ${readAt - ERASING_MS})`),
    orm
      .select({ id: webhookEvents.id, payload: webhookEvents.payload })
      .from(webhookEvents)
      .where(
        inArray(
          webhookEvents.id,
          drafts.map(({ id }) => id),
        ),
      ),
  ])
  for (const { id, payload } of frozen) if (payload !== null) known.set(id, payload)
  return known
}

function toPayload({ id, type, at }: WebhookEventRow, data: unknown): string {
  return JSON.stringify({ id, type, created_at: new Date(at).toISOString(), data })
}

function clientOf(subject: WebhookSubject): string | null {
  if (subject.kind === 'booking') return subject.booking.clientId
  return subject.kind === 'client' ? subject.client.id : null
}
