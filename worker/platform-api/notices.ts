import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { addNotice, listNotices, withdrawNotice, type NoticeEntry } from '../../tenants/operators/notices.ts'
import { toInstant } from '../api/instant.ts'
import { pageOf, pageQuery } from '../api/page.ts'
import { json } from '../api/responses.ts'
import { bodyOf, idParam } from '../api/staff-route.ts'
import type { AppEnv } from '../app-env.ts'
import { forOperators, readProblems, writeProblems } from './operator-route.ts'
import { cursorAfter, toPosition } from './time-cursor.ts'

const kind = z.enum(['maintenance', 'announcement'])
const audience = z
  .enum(['staff', 'everyone'])
  .openapi({ description: '`everyone`: clients, too; maintenance alone.' })
const text = z.object({ en: z.string(), bg: z.string() })

const noticeSchema = z
  .object({
    id: z.string(),
    kind,
    audience,
    tenant_id: z.string().nullable().openapi({ description: 'Null: every studio.' }),
    text,
    starts_at: z.iso.datetime(),
    ends_at: z.iso.datetime(),
    created_at: z.iso.datetime(),
    withdrawn_at: z.iso.datetime().nullable(),
  })
  .openapi('Notice')

const listRoute = createRoute({
  method: 'get',
  path: '/notices',
  summary: 'What studios were, are and will be told, the newest first',
  tags: ['Notices'],
  ...forOperators,
  request: { query: pageQuery },
  responses: { 200: json(pageOf(noticeSchema), 'A page of notices.'), ...readProblems },
})

const addRoute = createRoute({
  method: 'post',
  path: '/notices',
  summary: 'Tell studios something',
  description:
    'Shown within 60 s. Maintenance stays until it is over; an announcement is put away by whoever read it.',
  tags: ['Notices'],
  ...forOperators,
  request: {
    body: bodyOf(
      z.object({
        kind,
        audience,
        tenant: z
          .string()
          .nullable()
          .optional()
          .openapi({ description: 'Id or slug; left out: every studio.' }),
        text,
        starts_at: z.iso.datetime({ offset: true }),
        ends_at: z.iso.datetime({ offset: true }),
      }),
      'What, to whom and from when to when.',
    ),
  },
  responses: { 201: json(noticeSchema, 'It is told.'), ...writeProblems },
})

const withdrawRoute = createRoute({
  method: 'post',
  path: '/notices/{notice_id}/withdraw',
  summary: 'Tell it no more',
  tags: ['Notices'],
  ...forOperators,
  request: { params: idParam('notice_id', 'Its id.') },
  responses: { 204: { description: 'It is told no more.' }, ...writeProblems },
})

/** What operators tell studios. */
export const noticesApi = new OpenAPIHono<AppEnv>()

noticesApi.openapi(listRoute, async (c) => {
  const { cursor, limit } = c.req.valid('query')
  const { notices, hasMore } = await listNotices(c.var.platform, { limit, cursor: toPosition(cursor) })
  return c.json({ data: notices.map(toNoticeJson), next_cursor: cursorAfter(notices, hasMore) }, 200)
})

noticesApi.openapi(addRoute, async (c) => {
  const { starts_at, ends_at, ...rest } = c.req.valid('json')
  const times = { startsAt: Date.parse(starts_at), endsAt: Date.parse(ends_at) }
  return c.json(toNoticeJson(await addNotice(c.var.platform, { ...rest, ...times })), 201)
})

noticesApi.openapi(withdrawRoute, async (c) => {
  await withdrawNotice(c.var.platform, { noticeId: c.req.valid('param').notice_id })
  return c.body(null, 204)
})

function toNoticeJson({ tenant, startsAt, endsAt, createdAt, withdrawnAt, ...same }: NoticeEntry) {
  return {
    id: same.id,
    kind: same.kind,
    audience: same.audience,
    tenant_id: tenant?.id ?? null,
    text: same.text,
    starts_at: toInstant(startsAt),
    ends_at: toInstant(endsAt),
    created_at: toInstant(createdAt),
    withdrawn_at: withdrawnAt === null ? null : toInstant(withdrawnAt),
  }
}
