import type { Context } from 'hono'
import { watchCalendar } from '../tenants/calendar/watch-calendar.ts'
import { AppError } from '../tenants/errors.ts'
import type { AppEnv } from './app-env.ts'
import { lineName } from './line-name.ts'
import { originOf } from './request-origin.ts'

/**
 * `GET /admin/live?trainer=…`: a socket over which a page of the admin hears that a calendar changed, and nothing else; what
 * changed it then asks for as ever. Browsers open sockets to any host and send its cookies along, so the origin is asked
 * for here, though nothing is written.
 *
 * @throws AppError `bad_request`, `forbidden_origin`, and as `watchCalendar`.
 */
export async function openLive(c: Context<AppEnv>): Promise<Response> {
  if (c.req.header('upgrade')?.toLowerCase() !== 'websocket') {
    throw new AppError('bad_request', 'This address is for sockets.')
  }
  if (c.req.header('origin') !== originOf(c.req.raw)) {
    throw new AppError('forbidden_origin', 'This request did not come from this site.')
  }
  const { ctx, env } = { ctx: c.var.ctx, env: c.env }
  const line = await watchCalendar(ctx, c.req.query('trainer') ?? null)
  const calendar = env.TRAINER_CALENDAR.getByName(lineName(ctx.tenant.id, line))
  // The object is told nothing of who asks.
  return calendar.fetch('https://calendar/live', { headers: { Upgrade: 'websocket' } })
}
