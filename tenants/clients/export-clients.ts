import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { clientActivity, clientFieldValues, clients, clientTags, tags } from '../../db/tenant/schema/index.ts'
import { requireFresh } from '../access/require-fresh.ts'
import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { toCsvLine } from '../privacy/to-csv.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { localize } from '../studio/localize.ts'
import { listCustomFields } from './custom-fields/list-custom-fields.ts'

const ROWS_AT_ONCE = 1_000

const columns = [
  'id',
  'first_name',
  'last_name',
  'email',
  'phone',
  'locale',
  'time_zone',
  'born_on',
  'fitness_level',
  'goals',
  'preferences',
  'blocked_at',
  'block_reason',
  'created_at',
  'bookings',
  'last_starts_at',
  'tags',
] as const

/**
 * All clients as a table for table programs, which runs none of it as a formula: UTF-8 with a byte order mark, a line each,
 * the studio's own fields behind what everybody has. A thousand at a time, however many there are. That it was taken is in
 * the log before the first line is. For a person who has lately shown who they are, and for keys with the right.
 *
 * @throws AppError `unauthorized`, `forbidden`, `reauthentication_required`; DatabaseError.
 */
export async function exportClients(ctx: TenantContext): Promise<ReadableStream<Uint8Array>> {
  const actor = requireStaff(ctx, 'data:view')
  const isKey = ctx.actor.kind === 'staff' && ctx.login === null
  if (ctx.actor.kind !== 'system' && !isKey) requireFresh(ctx)
  const [fields, { studio }] = await Promise.all([listCustomFields(ctx), getCatalogue(ctx)])
  await ctx.db.write([insertAudit(ctx, { actor, action: 'client.list_exported', subjectId: ctx.tenant.id })])
  const labels = fields.map(({ label }) => localize(label, studio.defaultLocale, studio.defaultLocale))
  const encoder = new TextEncoder()
  let after = ''
  return new ReadableStream({
    start: (controller) => {
      controller.enqueue(encoder.encode(`\uFEFF${toCsvLine([...columns, ...labels])}`))
    },
    pull: async (controller) => {
      const rows = await readRows(ctx, after)
      after = rows.at(-1)?.id ?? ''
      if (rows.length > 0) controller.enqueue(encoder.encode(rows.map((row) => toLine(row, fields)).join('')))
      if (rows.length < ROWS_AT_ONCE) controller.close()
    },
  })
}

type Row = Awaited<ReturnType<typeof readRows>>[number]

async function readRows({ db }: TenantContext, after: string) {
  const { orm, read } = db
  const ofTheirs = sql`FROM ${clientTags} JOIN ${tags} ON tags.id = client_tags.tag_id WHERE client_tags.client_id = clients.id`
  const values = sql`FROM ${clientFieldValues} WHERE client_field_values.client_id = clients.id`
  const [rows] = await read([
    orm
      .select({
        client: clients,
        id: clients.id,
        bookings: clientActivity.bookings,
        lastStartsAt: clientActivity.lastStartsAt,
        tags: sql<string>`coalesce((SELECT group_concat(tags.name, ', ') ${ofTheirs}), '')`,
        values: sql`(SELECT json_group_object(field_id, value) ${values})`.mapWith(
          (json: string): Record<string, string> => JSON.parse(json),
        ),
      })
      .from(clients)
      .leftJoin(clientActivity, eq(clientActivity.clientId, clients.id))
      .where(and(gt(clients.id, after), sql`clients.erased_at IS NULL AND clients.merged_into_id IS NULL`))
      .orderBy(asc(clients.id))
      .limit(ROWS_AT_ONCE),
  ])
  return rows
}

function toLine(
  { client, bookings, lastStartsAt, tags: names, values }: Row,
  fields: readonly { id: string }[],
): string {
  return toCsvLine([
    client.id,
    client.firstName,
    client.lastName,
    client.email,
    client.phone,
    client.locale,
    client.timeZone,
    client.bornOn,
    client.fitnessLevel,
    client.goals,
    client.preferences,
    instant(client.blockedAt),
    client.blockReason,
    instant(client.createdAt),
    String(bookings ?? 0),
    instant(lastStartsAt),
    names,
    ...fields.map(({ id }) => values[id] ?? ''),
  ])
}

const instant = (at: number | null): string => (at === null ? '' : new Date(at).toISOString())
