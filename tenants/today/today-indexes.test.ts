import { and, sql, type SQLWrapper } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { bookings } from '../../db/tenant/schema/index.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { isOwnBooking } from '../bookings/own-bookings.ts'
import { selectRoster } from '../classes/roster-person.ts'
import { isOnOrRunning, localDays } from './local-days.ts'
import { selectChanges } from './select-changes.ts'
import { selectRequests, selectWaitlistMoves } from './select-requests.ts'

test('each part of the day is found in one index, however long the history is', async () => {
  const { makeContext } = await makeTenant()
  const ctx = makeContext({ actor: staffActor })
  const { orm, read } = ctx.db
  const now = ctx.now()
  const days = localDays([{ id: ids.location, timeZone: 'Europe/Sofia' }], now)
  const planOf = async (query: SQLWrapper) => {
    const [rows] = await read([orm.all(sql`EXPLAIN QUERY PLAN ${query.getSQL()}`)])
    return JSON.stringify(rows)
  }
  const where = isOwnBooking(ids.maria)
  const asked = { now, since: now, limit: 30 }

  const today = await planOf(selectRoster(ctx, isOnOrRunning(days, bookings, now)))
  expect(today).toContain('bookings_start_idx (starts_at>? AND starts_at<?)')
  expect(today).toContain('owing USING INDEX bookings_client_idx')
  const own = await planOf(selectRoster(ctx, and(isOnOrRunning(days, bookings, now), where)))
  expect(own).toContain('bookings_trainer_start_idx (trainer_id=? AND starts_at>? AND starts_at<?)')
  expect(await planOf(selectChanges(ctx, { ...asked, where }))).toContain('booking_events_at_idx (at>?)')
  expect(await planOf(selectRequests(ctx, { ...asked, where: undefined }))).toContain('bookings_pending_idx')
  const moves = await planOf(selectWaitlistMoves(ctx, { ...asked, where: undefined }))
  expect(moves).toContain('waitlist_entries_status_idx (status_at>?)')
})
