import { Hono } from 'hono'
import { AppError } from '../../tenants/errors.ts'
import type { AppEnv } from '../app-env.ts'

/**
 * Calendars to subscribe to, `/calendar/<secret>.ics`, for whoever has the address. What writes them is loaded when somebody
 * asks for one. A program that has it as it is gets only told so.
 */
export const calendarFeed = new Hono<AppEnv>().get('/:file', async (c) => {
  const [, secret] = /^([\w-]{32})\.ics$/.exec(c.req.param('file')) ?? []
  if (!secret) throw new AppError('not_found', 'There is no such page here.')
  const { readFeed } = await import('../../tenants/calendar-feeds/read-feed.ts')
  const { content, etag } = await readFeed(c.var.ctx, { secret })
  const headers = { ETag: etag, 'X-Robots-Tag': 'noindex' }
  if (c.req.header('if-none-match')?.includes(etag)) return new Response(null, { status: 304, headers })
  return new Response(content, {
    headers: {
      ...headers,
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'inline; filename="calendar.ics"',
    },
  })
})
