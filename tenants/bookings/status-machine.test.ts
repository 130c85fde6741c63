import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  bookingEvents,
  bookings,
  charges,
  messages,
  policies,
  policyVersions,
  type BookingStatus,
} from '../../db/tenant/schema/index.ts'
import { findFaults } from '../../tests/support/find-faults.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { makePolicyRules } from '../../tests/support/make-policy-rules.ts'
import { makeTenant, type TestTenant } from '../../tests/support/make-tenant.ts'
import type { TenantContext } from '../context.ts'
import { hours, minutes } from '../durations.ts'
import { isAppError } from '../errors.ts'
import { settleCharges } from '../policies/settle-charges.ts'
import { doneFrom, type Deed } from './booking-statuses.ts'
import { cancelBooking } from './cancel-booking.ts'
import { checkIn } from './check-in.ts'
import { completeBookings } from './complete-bookings.ts'
import { confirmBooking } from './confirm-booking.ts'
import { createBooking } from './create-booking.ts'
import { declineBooking } from './decline-booking.ts'
import { expireRequests } from './expire-requests.ts'
import { markNoShow } from './mark-no-show.ts'
import { markNoShows } from './mark-no-shows.ts'
import { rescheduleBooking } from './reschedule-booking.ts'
import { undoCheckIn } from './undo-check-in.ts'
import { undoNoShow } from './undo-no-show.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'

/** Wednesday 6 January 2027, 10:00 in Sofia: two hours after the clock's start. */
const START = Date.UTC(2027, 0, 6, 8)
const OVER: BookingStatus[] = ['cancelled', 'declined', 'expired']

/** What each step may do to a booking, by `doneFrom`; a task may do nothing at all. */
const steps: Record<
  string,
  { deeds: Deed[]; run: (ctx: TenantContext, bookingId: string) => Promise<unknown> }
> = {
  confirm: { deeds: ['confirm'], run: (ctx, bookingId) => confirmBooking(ctx, { bookingId }) },
  decline: { deeds: ['decline'], run: (ctx, bookingId) => declineBooking(ctx, { bookingId }) },
  cancel: { deeds: ['cancel'], run: (ctx, bookingId) => cancelBooking(ctx, { bookingId }) },
  callOff: {
    deeds: ['call_off'],
    run: (ctx, bookingId) => cancelBooking(ctx, { bookingId, isByStudio: true }),
  },
  move: {
    deeds: ['move'],
    run: (ctx, bookingId) =>
      rescheduleBooking(ctx, {
        bookingId,
        idempotencyKey: String(ctx.now()),
        startsAt: Math.ceil(ctx.now() / hours(1)) * hours(1) + hours(1),
      }),
  },
  checkIn: { deeds: ['check_in'], run: (ctx, bookingId) => checkIn(ctx, { bookingId }) },
  undoCheckIn: { deeds: ['undo_check_in'], run: (ctx, bookingId) => undoCheckIn(ctx, { bookingId }) },
  markNoShow: { deeds: ['mark_no_show'], run: (ctx, bookingId) => markNoShow(ctx, { bookingId }) },
  undoNoShow: { deeds: ['undo_no_show'], run: (ctx, bookingId) => undoNoShow(ctx, { bookingId }) },
  expireRequests: { deeds: ['expire'], run: (ctx) => expireRequests(ctx) },
  markNoShows: { deeds: ['mark_no_show'], run: (ctx) => markNoShows(ctx) },
  completeBookings: { deeds: ['complete'], run: (ctx) => completeBookings(ctx) },
  settleCharges: { deeds: [], run: (ctx) => settleCharges(ctx) },
}

async function makeStudio(approval: 'none' | 'always') {
  const service = { approval, approvalHours: 1, autoNoShowMinutes: 30 } as const
  const studio = await makeTenant({ now: START - hours(2), studio: { service } })
  const { db } = studio.ctx
  const rules = makePolicyRules({
    freeCancel: { minutesBefore: 60 },
    lateCancel: { kind: 'fee', feePercent: 50 },
    noShow: { kind: 'fee', feePercent: 100 },
    isWaivedWhenRefilled: true,
  })
  await db.write([
    db.orm.insert(policies).values({ id: 'pol_1', name: 'All', position: 0, version: 1 }),
    db.orm.insert(policyVersions).values({ policyId: 'pol_1', version: 1, rules, text: {}, createdAt: 0 }),
  ])
  const { booking } = await createBooking(studio.makeContext(), makeBookingInput({ startsAt: START }))
  return { studio, bookingId: booking.id }
}

async function look({ ctx: { db } }: TestTenant) {
  const [[row], events, owed, told] = await db.read([
    db.orm.select().from(bookings),
    db.orm.select().from(bookingEvents),
    db.orm.select().from(charges),
    db.orm.select().from(messages),
  ])
  if (!row) throw new Error('no booking')
  return { row, events, owed, told }
}

test('whatever is done to a booking in whichever order, its state, history, reminders and charges agree', async () => {
  const anyStep = fc.record({
    name: fc.constantFrom(...Object.keys(steps)),
    later: fc.constantFrom(0, minutes(10), minutes(45), hours(1), hours(3)),
  })
  const anyRun = fc.record({
    approval: fc.constantFrom('none' as const, 'always' as const),
    sequence: fc.array(anyStep, { minLength: 3, maxLength: 10 }),
  })

  await fc.assert(
    fc.asyncProperty(anyRun, async ({ approval, sequence }) => {
      const { studio, bookingId } = await makeStudio(approval)
      for (const { name, later } of sequence) await take(studio, { bookingId, name, later })
    }),
    { numRuns: 15 },
  )
}, 60_000)

type Step = { bookingId: string; name: string; later: number }

/** Does one step, and looks at everything that must be true after it. */
async function take(studio: TestTenant, { bookingId, name, later }: Step): Promise<void> {
  studio.clock.set(studio.clock.now() + later)
  const step = steps[name]
  if (!step) throw new Error(name)
  const before = await look(studio)
  const ctx = studio.makeContext({ actor: staffActor })
  const failure = await step.run(ctx, bookingId).then(
    () => undefined,
    (error: unknown) => error,
  )
  const { row, events, owed, told } = await look(studio)

  if (failure !== undefined && !isAppError(failure)) throw failure
  const hasChanged = row.version !== before.row.version
  expect(failure !== undefined && hasChanged, 'a refusal changes nothing').toBe(false)
  if (hasChanged) {
    const from: readonly BookingStatus[] = step.deeds.flatMap((deed) => doneFrom[deed])
    expect(from, `${name} of what is ${before.row.status}`).toContain(before.row.status)
    expect(row.version).toBe(before.row.version + 1)
  } else {
    expect(row.status).toBe(before.row.status)
  }

  // Every version but the first came with an event of its own.
  expect(events.filter(({ kind }) => kind !== 'charge_waived')).toHaveLength(row.version)
  const planned = told.filter(({ kind, state }) => kind === 'reminder' && state === 'planned')
  if (OVER.includes(row.status)) expect(planned).toEqual([])
  expect(planned.every(({ bookingVersion }) => bookingVersion <= row.version)).toBe(true)
  expect(new Set(owed.map(({ kind }) => kind)).size).toBe(owed.length)
  const isOwed = (kind: string) => owed.some((one) => one.kind === kind && one.state !== 'waived')
  expect(isOwed('no_show')).toBe(row.status === 'no_show')
  if (isOwed('late_cancel')) expect(row.cancelKind).toBe('late')
  expect(row.checkedInAt !== null && OVER.includes(row.status) && row.cancelKind !== 'studio').toBe(false)
  expect(await findFaults(studio.ctx.db, studio.clock.now())).toEqual([])
}
