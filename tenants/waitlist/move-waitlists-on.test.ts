import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { bookings, policies, policyVersions, sessions } from '../../db/tenant/schema/index.ts'
import {
  book,
  free,
  freeAndPromote,
  joinInOrder,
  makeFullClass,
  readLine,
  type FullClass,
} from '../../tests/support/make-full-class.ts'
import { makePolicyRules } from '../../tests/support/make-policy-rules.ts'
import { makeSession } from '../../tests/support/make-session.ts'
import { placeHold } from '../holds/place-hold.ts'
import { cancelBooking } from '../bookings/cancel-booking.ts'
import { days, hours, minutes } from '../durations.ts'
import { listWaitlist } from './list-waitlist.ts'
import { moveWaitlistsOn } from './move-waitlists-on.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'

const staff = staffActor
const asking = { studio: { service: { waitlistMode: 'offer' } } } as const

/** Frees a place as time does: nobody is told. */
const freeSilently = ({ ctx, bookedIds }: FullClass, which = 0) => free(ctx, bookedIds[which] ?? '')

test('there is nothing to do, and nothing to come back for, where nobody waits', async () => {
  const full = await makeFullClass()

  expect(await moveWaitlistsOn(full.ctx)).toBeNull()
})

test('with nothing due it says when the line ends', async () => {
  const full = await makeFullClass()
  await joinInOrder(full, 'ada')

  expect(await moveWaitlistsOn(full.ctx)).toBe(full.session.startsAt)
  expect(await readLine(full.ctx, full.session)).toEqual(['ada waiting'])
})

test('a place that came free while nobody looked is given away', async () => {
  const full = await makeFullClass()
  await joinInOrder(full, 'ada')
  await freeSilently(full)
  await moveWaitlistsOn(full.ctx)

  expect(await readLine(full.ctx, full.session)).toEqual(['ada promoted'])
})

test('a place somebody held and let go is given away when the hold is over', async () => {
  const full = await makeFullClass()
  await freeSilently(full)
  const hold = await placeHold(full.ctx, {
    attemptKey: 'attempt',
    holderSecret: 'a-secret-of-sixteen',
    wish: { sessionId: full.session.id, quantity: 1 },
  })
  await joinInOrder(full, 'ada')
  expect(await moveWaitlistsOn(full.ctx)).toBe(hold.expiresAt)
  full.clock.set(hold.expiresAt)
  await moveWaitlistsOn(full.ctx)

  expect(await readLine(full.ctx, full.session)).toEqual(['ada promoted'])
})

test('at night nobody is asked, the place is kept, and the half hour begins in the morning', async () => {
  const full = await makeFullClass(asking, { startsAt: Date.UTC(2027, 0, 6, 8) })
  await joinInOrder(full, 'ada', 'bob')
  full.clock.set(Date.UTC(2027, 0, 4, 21))
  await freeAndPromote(full.ctx, full)
  const morning = Date.UTC(2027, 0, 5, 6)
  expect(full.announced).toContain(morning)
  expect(await moveWaitlistsOn(full.ctx)).toBe(morning)
  expect(await readLine(full.ctx, full.session)).toEqual(['ada waiting', 'bob waiting'])
  await expect(book(full.ctx, full.session, 'eve')).rejects.toMatchObject({
    details: { reason: 'waitlist_first' },
  })

  full.clock.set(morning)
  expect(await moveWaitlistsOn(full.ctx)).toBe(morning + minutes(30))
  expect(await readLine(full.ctx, full.session)).toEqual(['ada offered', 'bob waiting'])
})

test('an offer made late in the evening stands until the morning', async () => {
  const full = await makeFullClass(asking, { startsAt: Date.UTC(2027, 0, 6, 8) })
  await joinInOrder(full, 'ada')
  // Ten to ten.
  full.clock.set(Date.UTC(2027, 0, 4, 19, 50))
  await freeAndPromote(full.ctx, full)

  expect(await moveWaitlistsOn(full.ctx)).toBe(Date.UTC(2027, 0, 5, 6, 20))
})

test('whoever still waits when the class begins is what could have been sold', async () => {
  const full = await makeFullClass()
  await joinInOrder(full, ['pair', 2], 'cem')
  full.clock.set(full.session.startsAt)
  expect(await moveWaitlistsOn(full.ctx)).toBeNull()

  expect(await readLine(full.ctx, full.session)).toEqual(['pair unmet', 'cem unmet'])
  const { places } = await listWaitlist(full.makeContext({ actor: staff }), { sessionId: full.session.id })
  expect(places).toMatchObject({ unmet: 3, waiting: 0 })
})

test('an offer does not outlive the start, and nothing stays kept', async () => {
  const full = await makeFullClass({
    studio: { service: { waitlistMode: 'offer', waitlistCloseMinutes: 0 } },
  })
  await joinInOrder(full, 'ada')
  full.clock.set(full.session.startsAt - minutes(30))
  await freeAndPromote(full.ctx, full)
  expect(await readLine(full.ctx, full.session)).toEqual(['ada offered'])
  full.clock.set(full.session.startsAt)
  await moveWaitlistsOn(full.ctx)

  expect(await readLine(full.ctx, full.session)).toEqual(['ada expired'])
})

test('the line of a class that is called off is over', async () => {
  const full = await makeFullClass(asking)
  await joinInOrder(full, 'ada', 'bob')
  await freeAndPromote(full.ctx, full)
  const { db } = full.ctx
  await db.write([db.orm.update(sessions).set({ status: 'cancelled' })])
  expect(await moveWaitlistsOn(full.ctx)).toBeNull()

  expect(await readLine(full.ctx, full.session)).toEqual(['ada expired', 'bob unmet'])
})

test('places added to a class go to those who wait, in their order', async () => {
  const full = await makeFullClass()
  await joinInOrder(full, 'ada', ['pair', 2], 'cem', 'dora')
  const { db } = full.ctx
  await db.write([db.orm.update(sessions).set({ capacity: 4 })])
  await moveWaitlistsOn(full.ctx)

  expect(await readLine(full.ctx, full.session)).toEqual([
    'ada promoted',
    'pair waiting',
    'cem promoted',
    'dora waiting',
  ])
})

test('whoever was passed by gets their place as soon as nothing is in the way', async () => {
  const full = await makeFullClass({}, { capacity: 1 })
  const elsewhere = await makeSession(full, { trainerId: 'trn_maria', startsAt: full.session.startsAt })
  const other = await book(full.ctx, elsewhere, 'ada')
  await joinInOrder(full, 'ada')
  await freeAndPromote(full.ctx, full)
  expect(await readLine(full.ctx, full.session)).toEqual(['ada waiting client_overlap'])

  const { booking, manageToken } = other
  await cancelBooking(full.ctx, { bookingId: booking.id, manageToken })
  await moveWaitlistsOn(full.ctx)
  expect(await readLine(full.ctx, full.session)).toEqual(['ada promoted'])
})

test('whoever may not book online at the moment is passed by', async () => {
  const full = await makeFullClass()
  const { db } = full.ctx
  const suspension = { count: 1, days: 30, blockDays: 10 }
  const rules = makePolicyRules({ suspension })
  await db.write([
    db.orm.insert(policies).values({ id: 'pol_1', name: 'Strict', position: 0, version: 1 }),
    db.orm
      .insert(policyVersions)
      .values({ policyId: 'pol_1', version: 1, rules, text: { en: 'Strict' }, createdAt: 0 }),
  ])
  const ctx = full.makeContext()
  const missed = await makeSession(full, { startsAt: full.clock.now() + minutes(60) })
  await book(ctx, missed, 'ada')
  await db.write([
    db.orm.update(bookings).set({ status: 'no_show' }).where(eq(bookings.sessionId, missed.id)),
  ])
  await joinInOrder({ ...full, ctx }, 'bob')
  await expect(joinInOrder({ ...full, ctx }, 'ada')).rejects.toMatchObject({
    code: 'not_allowed',
    details: { reason: 'suspended' },
  })
  // Bob is told the same when his turn comes.
  await db.write([
    db.orm.run(sql`UPDATE bookings SET client_id = (SELECT client_id FROM waitlist_entries)
      WHERE session_id = ${missed.id}`),
  ])
  full.clock.advance(hours(2))
  await joinInOrder({ ...full, ctx }, 'cem')
  for (const id of full.bookedIds) await free(ctx, id)
  await moveWaitlistsOn(ctx)

  expect(await readLine(ctx, full.session)).toEqual(['bob waiting suspended', 'cem promoted'])
})

test('a studio that decides three hours before asks nobody later, and lets whoever comes book', async () => {
  const service = {
    waitlistMode: 'promote',
    freeCancelMinutes: 240,
    waitlistCloseMinutes: 180,
    waitlistLeaveMinutes: 240,
  } as const
  const startsAt = Date.UTC(2027, 0, 5, 14)
  const full = await makeFullClass({ studio: { service } }, { startsAt, capacity: 4 })
  await joinInOrder(full, 'ada', 'bob', 'cem')
  // They could still cancel free of charge.
  full.clock.set(startsAt - hours(4) - 1)
  await freeAndPromote(full.ctx, full, 0)
  full.clock.set(startsAt - minutes(215))
  await freeAndPromote(full.ctx, full, 1)
  // Half an hour would be over after three hours before.
  full.clock.set(startsAt - minutes(209))
  await freeAndPromote(full.ctx, full, 2)

  expect(await readLine(full.ctx, full.session)).toEqual([
    'ada promoted',
    'bob offered',
    'cem waiting too_late',
  ])
  await expect(book(full.ctx, full.session, 'eve')).resolves.toMatchObject({ isNew: true })
})

test('it may run any number of times at once', async () => {
  const full = await makeFullClass(asking)
  await joinInOrder(full, 'ada', 'bob', 'cem')
  await freeSilently(full, 0)
  await freeSilently(full, 1)
  await Promise.all([1, 2, 3, 4].map(() => moveWaitlistsOn(full.makeContext())))
  expect(await readLine(full.ctx, full.session)).toEqual(['ada offered', 'bob offered', 'cem waiting'])

  full.clock.advance(minutes(30))
  await Promise.all([1, 2, 3, 4].map(() => moveWaitlistsOn(full.makeContext())))
  expect(await readLine(full.ctx, full.session)).toEqual(['ada expired', 'bob expired', 'cem offered'])
})

test('what cannot be decided now is tried again within a minute, and keeps its place', async () => {
  const full = await makeFullClass()
  await joinInOrder(full, 'ada')
  await freeSilently(full)
  const ctx = full.makeContext({
    calendar: {
      book: async () => ({ ok: false, code: 'unavailable' }),
      forget: async () => {},
      announce: async () => {},
    },
  })
  expect(await moveWaitlistsOn(ctx)).toBe(full.clock.now() + minutes(1))
  await expect(book(full.ctx, full.session, 'eve')).rejects.toMatchObject({
    details: { reason: 'waitlist_first' },
  })
  await moveWaitlistsOn(full.ctx)
  expect(await readLine(full.ctx, full.session)).toEqual(['ada promoted'])
})

test('what is sold no longer is given to nobody, and stops no other line', async () => {
  const full = await makeFullClass()
  const { db } = full.ctx
  const other = await makeSession(full, {
    serviceId: 'svc_assessment',
    startsAt: full.session.startsAt + days(1),
    capacity: 1,
  })
  await book(full.ctx, other, 'boris')
  await joinInOrder(full, 'ada')
  await joinInOrder({ ...full, session: other }, 'bob')
  await db.write([
    db.orm.run(sql`UPDATE services SET status = 'archived' WHERE id = 'svc_training'`),
    db.orm.run(sql`UPDATE bookings SET status = 'cancelled'`),
  ])
  await moveWaitlistsOn(full.makeContext())

  expect(await readLine(full.ctx, full.session)).toEqual(['ada waiting'])
  expect(await readLine(full.ctx, other)).toEqual(['bob promoted'])
})
