import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { findBookings } from '../../tenants/operators/find-bookings.ts'
import { getTenant } from '../../tenants/operators/list-tenants.ts'
import {
  endSupportVisit,
  listSupportVisits,
  type SupportVisitEntry,
} from '../../tenants/operators/support-visits.ts'
import { toInstant } from '../api/instant.ts'
import { pageOf, pageQuery } from '../api/page.ts'
import { json } from '../api/responses.ts'
import { bodyOf, idParam } from '../api/staff-route.ts'
import type { AppEnv } from '../app-env.ts'
import { forOperators, readProblems, writeProblems } from './operator-route.ts'
import { cursorAfter, toPosition } from './time-cursor.ts'

const visitSchema = z
  .object({
    id: z.string(),
    tenant_id: z.string(),
    operator: z.string(),
    operator_name: z.string(),
    reason: z.string(),
    created_at: z.iso.datetime(),
    expires_at: z.iso.datetime(),
    ended_at: z.iso.datetime().nullable(),
    is_open: z.boolean(),
    ended_by: z.enum(['studio', 'platform', 'time']).nullable().openapi({
      description: 'The studio; who was in, or an operator; or its time was up. Null while it is open.',
    }),
  })
  .openapi('SupportVisit')

const foundSchema = z
  .object({
    bookings: z.array(
      z.object({
        tenant_id: z.string(),
        booking_id: z.string(),
        status: z.string(),
        starts_at: z.iso.datetime(),
        created_at: z.iso.datetime(),
      }),
    ),
    looked: z.int().openapi({ description: 'How many studios were looked into.' }),
    unreachable: z.array(z.string()).openapi({ description: 'Ids of those that did not answer.' }),
    next: z.string().nullable().openapi({ description: 'For `after`; null: all were looked into.' }),
  })
  .openapi('FoundBookings')

const listRoute = createRoute({
  method: 'get',
  path: '/support-visits',
  summary: 'Who went into which studio as support, the latest first',
  description: 'Visits are made in the console: by a person with a second factor, never by a program.',
  tags: ['Support'],
  ...forOperators,
  request: {
    query: pageQuery.extend({
      tenant: z.string().max(64).optional().openapi({ description: 'Id or slug.' }),
    }),
  },
  responses: { 200: json(pageOf(visitSchema), 'A page of visits.'), ...readProblems },
})

const endRoute = createRoute({
  method: 'post',
  path: '/support-visits/{visit_id}/end',
  summary: 'End a visit: with the next click nothing is seen any more',
  tags: ['Support'],
  ...forOperators,
  request: { params: idParam('visit_id', 'Its id.') },
  responses: { 204: { description: 'It is over.' }, ...writeProblems },
})

const findRoute = createRoute({
  method: 'post',
  path: '/find',
  summary: 'Find bookings by a whole number or a whole e-mail address',
  description:
    'In one studio, or in a hundred of them at a time. The reason is kept, and read by studios where something is found.',
  tags: ['Support'],
  ...forOperators,
  request: {
    body: bodyOf(
      z.object({
        what: z.string().max(254).openapi({ description: '`bkg_…`, or an e-mail address.' }),
        reason: z.string().max(300),
        tenant: z.string().max(64).nullable().optional().openapi({ description: 'Id or slug.' }),
        after: z
          .string()
          .max(64)
          .nullable()
          .optional()
          .openapi({ description: '`next` of the answer before.' }),
      }),
      'What is looked for, and why.',
    ),
  },
  responses: { 200: json(foundSchema, 'What was found.'), ...writeProblems },
})

/** Helping studios. */
export const supportApi = new OpenAPIHono<AppEnv>()

supportApi.openapi(listRoute, async (c) => {
  const { cursor, limit, tenant } = c.req.valid('query')
  const { visits, hasMore } = await listSupportVisits(c.var.platform, {
    tenantId: tenant === undefined ? undefined : (await getTenant(c.var.platform, tenant)).id,
    limit,
    cursor: toPosition(cursor),
  })
  return c.json({ data: visits.map(toVisitJson), next_cursor: cursorAfter(visits, hasMore) }, 200)
})

supportApi.openapi(endRoute, async (c) => {
  await endSupportVisit(c.var.platform, { visitId: c.req.valid('param').visit_id })
  return c.body(null, 204)
})

supportApi.openapi(findRoute, async (c) => {
  const { bookings, looked, unreachable, next } = await findBookings(c.var.platform, c.req.valid('json'))
  const found = bookings.map(({ tenant, bookingId, status, startsAt, createdAt }) => ({
    tenant_id: tenant.id,
    booking_id: bookingId,
    status,
    starts_at: toInstant(startsAt),
    created_at: toInstant(createdAt),
  }))
  return c.json({ bookings: found, looked, unreachable: unreachable.map(({ id }) => id), next }, 200)
})

function toVisitJson(visit: SupportVisitEntry) {
  return {
    id: visit.id,
    tenant_id: visit.tenant.id,
    operator: visit.operator,
    operator_name: visit.operatorName,
    reason: visit.reason,
    created_at: toInstant(visit.createdAt),
    expires_at: toInstant(visit.expiresAt),
    ended_at: visit.endedAt === null ? null : toInstant(visit.endedAt),
    is_open: visit.isOpen,
    ended_by: visit.endedBy,
  }
}
