import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { createFeed, type FeedAddress } from '../../tenants/calendar-feeds/create-feed.ts'
import type { Feed } from '../../tenants/calendar-feeds/feed-owner.ts'
import { listFeeds } from '../../tenants/calendar-feeds/list-feeds.ts'
import { revokeFeed } from '../../tenants/calendar-feeds/revoke-feed.ts'
import type { AppEnv } from '../app-env.ts'
import { toInstant } from './instant.ts'
import { forPerson, personReadProblems, personWriteProblems } from './person-route.ts'
import { json, problems } from './responses.ts'
import { bodyOf, forStaff, gone, idParam, readProblems, writeProblems } from './staff-route.ts'

const feedSchema = z
  .object({
    id: z.string().openapi({ example: 'cfd_4t1h' }),
    label: z.string(),
    created_at: z.iso.datetime(),
    last_read_at: z.iso.datetime().nullable().openapi({
      description: 'When a calendar program last asked, to the quarter of an hour.',
    }),
  })
  .openapi('CalendarFeed')

const madeSchema = feedSchema
  .extend({
    webcal_url: z
      .string()
      .openapi({ description: 'For calendar programs. Whoever has it reads the calendar.' }),
    https_url: z.string().openapi({ description: 'The same, for programs that want it so.' }),
  })
  .openapi('NewCalendarFeed')

const label = z.string().optional().openapi({ description: 'Such as the device it is for.' })
const mineSchema = z.object({ label }).openapi('MyNewCalendarFeed')
const theirsSchema = z.object({ trainer_id: z.string(), label }).openapi('TrainersNewCalendarFeed')

const listOf = json(z.object({ data: z.array(feedSchema) }), 'The oldest first, without their secrets.')
const made = json(madeSchema, 'Its addresses, which are told this once.')
const trainerQuery = z.object({ trainer_id: z.string() })
const path = '/calendar-feeds'
const own = '/users/me/calendar-feeds'
const params = idParam('feed_id')

const listRoute = createRoute({
  ...forStaff,
  method: 'get',
  path,
  summary: 'The secret addresses of a trainer’s calendar',
  description: 'A trainer asks for their own.',
  request: { query: trainerQuery },
  responses: { 200: listOf, ...readProblems },
})
const createFeedRoute = createRoute({
  ...forStaff,
  method: 'post',
  path,
  summary: 'Make a secret address of a trainer’s calendar',
  description: 'It ends when whoever made it may not see the calendar any more. Ten at most.',
  request: { body: bodyOf(theirsSchema, 'Whose it is.') },
  responses: { 201: made, ...writeProblems, ...problems('invalid_input', 'not_allowed') },
})
const revokeRoute = createRoute({
  ...forStaff,
  method: 'delete',
  path: `${path}/{feed_id}`,
  summary: 'Revoke such an address',
  request: { params, query: trainerQuery },
  responses: { ...gone, ...writeProblems },
})
const listMineRoute = createRoute({
  ...forPerson,
  method: 'get',
  path: own,
  summary: 'The secret addresses of my calendar',
  responses: { 200: listOf, ...personReadProblems },
})
const createMineRoute = createRoute({
  ...forPerson,
  method: 'post',
  path: own,
  summary: 'Make a secret address of my calendar',
  description: 'With what I booked. Ten at most.',
  request: { body: bodyOf(mineSchema, 'What it is for.') },
  responses: {
    201: made,
    ...personWriteProblems,
    ...problems('conflict'),
    ...problems('invalid_input', 'not_allowed'),
  },
})
const revokeMineRoute = createRoute({
  ...forPerson,
  method: 'delete',
  path: `${own}/{feed_id}`,
  summary: 'Revoke such an address of mine',
  request: { params },
  responses: { ...gone, ...personReadProblems, ...problems('not_found') },
})

export const calendarFeedsApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => {
    const feeds = await listFeeds(c.var.ctx, { trainerId: c.req.valid('query').trainer_id })
    return c.json({ data: feeds.map(toFeedJson) }, 200)
  })
  .openapi(createFeedRoute, async (c) => {
    const { trainer_id: trainerId, ...rest } = c.req.valid('json')
    return c.json(toMadeJson(await createFeed(c.var.ctx, { trainerId, ...rest })), 201)
  })
  .openapi(revokeRoute, async (c) => {
    const { trainer_id: trainerId } = c.req.valid('query')
    await revokeFeed(c.var.ctx, { trainerId, feedId: c.req.valid('param').feed_id })
    return c.body(null, 204)
  })
  .openapi(listMineRoute, async (c) => {
    const feeds = await listFeeds(c.var.ctx, { trainerId: null })
    return c.json({ data: feeds.map(toFeedJson) }, 200)
  })
  .openapi(createMineRoute, async (c) => {
    return c.json(toMadeJson(await createFeed(c.var.ctx, { trainerId: null, ...c.req.valid('json') })), 201)
  })
  .openapi(revokeMineRoute, async (c) => {
    await revokeFeed(c.var.ctx, { trainerId: null, feedId: c.req.valid('param').feed_id })
    return c.body(null, 204)
  })

function toFeedJson({ id, label: name, createdAt, lastReadAt }: Feed): z.output<typeof feedSchema> {
  return {
    id,
    label: name,
    created_at: toInstant(createdAt),
    last_read_at: lastReadAt === null ? null : toInstant(lastReadAt),
  }
}

function toMadeJson({ feed, address }: { feed: Feed; address: FeedAddress }): z.output<typeof madeSchema> {
  return { ...toFeedJson(feed), webcal_url: address.webcal, https_url: address.https }
}
