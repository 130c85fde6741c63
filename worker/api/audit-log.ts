import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { listAudit, type AuditEntry } from '../../tenants/audit/list-audit.ts'
import type { AppEnv } from '../app-env.ts'
import { decodePosition, encodePosition } from './instant-cursor.ts'
import { toInstant } from './instant.ts'
import { pageOf, pageQuery } from './page.ts'
import { json } from './responses.ts'
import { forStaffPerson, readProblems } from './staff-route.ts'

const state = z.record(z.string(), z.unknown()).nullable()
export const auditEntrySchema = z
  .object({
    id: z.string().openapi({ example: 'aud_4t1h' }),
    at: z.iso.datetime(),
    actor: z.string().openapi({
      description: '`staff:` or `client:` and an id, `visitor`, `system` …',
      example: 'staff:usr_4t1h',
    }),
    actor_name: z.string().nullable().openapi({ description: 'What they are called now.' }),
    action: z.string().openapi({ example: 'staff.changed' }),
    subject_id: z.string().openapi({ description: 'What it was about.' }),
    reason: z.string().nullable(),
    before: state.openapi({ description: 'What changed, as it was.' }),
    after: state.openapi({ description: 'And as it became.' }),
    request_id: z.string().nullable(),
  })
  .openapi('AuditEntry')

const instant = z.iso
  .datetime({ offset: true, error: 'Not an instant: use 2027-01-05T09:00:00Z.' })
  .optional()

export const auditQuery = pageQuery.extend({
  actor: z.string().optional().openapi({ description: 'As the log writes it, or only the id.' }),
  subject_id: z.string().optional(),
  action: z
    .string()
    .optional()
    .openapi({ description: '`staff.changed`, or `staff` for all that begin so.' }),
  from: instant.openapi({ description: 'At or after this.' }),
  to: instant.openapi({ description: 'Before this.' }),
})

/** What is asked for, as the verbs take it. */
export function toAuditWish({
  cursor,
  from,
  to,
  subject_id: subjectId,
  ...rest
}: z.output<typeof auditQuery>) {
  return {
    ...rest,
    subjectId,
    from: from === undefined ? null : Date.parse(from),
    to: to === undefined ? null : Date.parse(to),
    cursor: cursor === undefined ? null : toPosition(cursor),
  }
}

/** One page of a log. */
export function toAuditPage({ entries, hasMore }: { entries: AuditEntry[]; hasMore: boolean }) {
  const last = entries.at(-1)
  const next_cursor = hasMore && last ? encodePosition({ startsAt: last.at, id: last.id }) : null
  return { data: entries.map(toEntryJson), next_cursor }
}

const listRoute = createRoute({
  ...forStaffPerson,
  method: 'get',
  path: '/audit-log',
  summary: 'Who did what, and who looked at whom',
  description:
    'Nobody can change it. When a client asks who has looked at their data: `subject_id` with theirs, and `action=client.view`.',
  request: {
    query: auditQuery,
  },
  responses: { 200: json(pageOf(auditEntrySchema), 'The newest first.'), ...readProblems },
})

export const auditLogApi = new OpenAPIHono<AppEnv>().openapi(listRoute, async (c) => {
  return c.json(toAuditPage(await listAudit(c.var.ctx, toAuditWish(c.req.valid('query')))), 200)
})

function toPosition(cursor: string) {
  const { startsAt: at, id } = decodePosition(cursor)
  return { at, id }
}

function toEntryJson(entry: AuditEntry): z.output<typeof auditEntrySchema> {
  const { at, actorName, subjectId, requestId, ...rest } = entry
  return { ...rest, at: toInstant(at), actor_name: actorName, subject_id: subjectId, request_id: requestId }
}
