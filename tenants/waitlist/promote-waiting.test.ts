import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { bookings, messages, policies, policyVersions } from '../../db/tenant/schema/index.ts'
import {
  book,
  free,
  freeAndPromote,
  join,
  joinInOrder,
  makeFullClass,
  readLine,
} from '../../tests/support/make-full-class.ts'
import { makePolicyRules } from '../../tests/support/make-policy-rules.ts'
import { makeSession } from '../../tests/support/make-session.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { hours, minutes } from '../durations.ts'
import { getWaitlistEntry } from './get-waitlist-entry.ts'
import { promoteWaiting } from './promote-waiting.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'

test('a freed place goes to the first who waits, who is told so instead of a confirmation', async () => {
  const full = await makeFullClass()
  const [ada] = await joinInOrder(full, 'ada', 'bob')
  await freeAndPromote(full.ctx, full)

  expect(await readLine(full.ctx, full.session)).toEqual(['ada promoted', 'bob waiting'])
  const { db } = full.ctx
  const [[booking], told] = await db.read([
    db.orm.select().from(bookings).where(eq(bookings.contactEmail, 'ada@example.test')),
    db.orm
      .select()
      .from(messages)
      .where(sql`recipient = 'ada@example.test' AND kind <> 'reminder'`),
  ])
  expect(booking).toMatchObject({ source: 'waitlist', status: 'confirmed', sessionId: full.session.id })
  expect(told.map(({ kind }) => kind).toSorted()).toEqual(['waitlist_joined', 'waitlist_promoted'])
  await expect(getWaitlistEntry(full.ctx, ada ?? { entryId: '' })).resolves.toMatchObject({
    status: 'promoted',
    position: null,
    bookingId: booking?.id,
  })
})

test('nobody who comes now goes before somebody who waits, not even before they got their turn', async () => {
  const full = await makeFullClass()
  await joinInOrder(full, 'ada')
  await free(full.ctx, full.bookedIds[0] ?? '')

  await expect(book(full.makeContext(), full.session, 'eve')).rejects.toMatchObject({
    code: 'session_full',
    details: { reason: 'waitlist_first' },
  })
  await promoteWaiting(full.ctx, full.session.id)
  expect(await readLine(full.ctx, full.session)).toEqual(['ada promoted'])
})

test('whoever was passed by is next again when that place is taken', async () => {
  const full = await makeFullClass({}, { capacity: 1 })
  const elsewhere = await makeSession(full, { trainerId: ids.maria, startsAt: full.session.startsAt })
  const other = await book(full.ctx, elsewhere, 'ada')
  await joinInOrder(full, 'ada')
  await freeAndPromote(full.ctx, full)
  expect(await readLine(full.ctx, full.session)).toEqual(['ada waiting client_overlap'])
  const eve = await book(full.ctx, full.session, 'eve')
  await free(full.ctx, other.booking.id)
  await free(full.ctx, eve.booking.id)

  await expect(book(full.ctx, full.session, 'tom')).rejects.toMatchObject({
    details: { reason: 'waitlist_first' },
  })
  await promoteWaiting(full.ctx, full.session.id)
  expect(await readLine(full.ctx, full.session)).toEqual(['ada promoted'])
})

test('staff go before those who wait only knowingly, and only for places those could have', async () => {
  const full = await makeFullClass({}, { capacity: 3, walkInCapacity: 1 })
  await joinInOrder(full, 'ada')
  const staff = full.makeContext({ actor: staffActor })
  const byStaff = { source: 'staff' } as const
  // Whoever walks in.
  await expect(book(staff, full.session, 'walker', byStaff)).resolves.toMatchObject({ isNew: true })
  await free(full.ctx, full.bookedIds[0] ?? '')

  await expect(book(staff, full.session, 'vip', byStaff)).rejects.toMatchObject({
    code: 'session_full',
    details: { reason: 'waitlist_first' },
  })
  const override = { reason: 'Promised on the phone' }
  await expect(book(staff, full.session, 'vip', { ...byStaff, override })).resolves.toMatchObject({
    isNew: true,
  })
  expect(await readLine(full.ctx, full.session)).toEqual(['ada waiting'])
})

test('a class that is full is full, whoever waits', async () => {
  const full = await makeFullClass()
  await joinInOrder(full, 'ada')

  await expect(book(full.ctx, full.session, 'eve')).rejects.toMatchObject({
    code: 'session_full',
    details: { reason: 'session_full' },
  })
})

test('a party too large for what is free is passed by and keeps its place', async () => {
  const full = await makeFullClass()
  await joinInOrder(full, ['pair', 2], 'solo')
  await freeAndPromote(full.ctx, full)

  expect(await readLine(full.ctx, full.session)).toEqual(['pair waiting', 'solo promoted'])
})

test('a party that was too large keeps nobody from the one place, and goes first as soon as it fits', async () => {
  const full = await makeFullClass()
  await joinInOrder(full, ['pair', 2])
  await freeAndPromote(full.ctx, full)
  const eve = await book(full.makeContext(), full.session, 'eve')

  await free(full.ctx, full.bookedIds[1] ?? '')
  await free(full.ctx, eve.booking.id)
  await expect(book(full.makeContext(), full.session, 'tom')).rejects.toMatchObject({
    details: { reason: 'waitlist_first' },
  })
  await promoteWaiting(full.ctx, full.session.id)

  expect(await readLine(full.ctx, full.session)).toEqual(['pair promoted'])
  const [party] = await full.ctx.db.read([
    full.ctx.db.orm.select().from(bookings).where(eq(bookings.contactEmail, 'pair@example.test')),
  ])
  expect(party.map(({ guestPosition }) => guestPosition).toSorted()).toEqual([0, 1])
})

test('whoever is booked elsewhere at that time is passed by, and the reason stands while a place is free', async () => {
  const full = await makeFullClass()
  const elsewhere = await makeSession(full, { trainerId: ids.maria, startsAt: full.session.startsAt })
  await joinInOrder(full, 'ada', 'bob')
  await book(full.ctx, elsewhere, 'ada')
  await freeAndPromote(full.ctx, full)
  expect(await readLine(full.ctx, full.session)).toEqual(['ada waiting', 'bob promoted'])
  await freeAndPromote(full.ctx, full, 1)

  expect(await readLine(full.ctx, full.session)).toEqual(['ada waiting client_overlap', 'bob promoted'])
})

test('whoever is promoted leaves the lines for classes at the same time', async () => {
  const full = await makeFullClass({}, { capacity: 1 })
  const { startsAt } = full.session
  const other = await makeSession(full, {
    trainerId: ids.maria,
    startsAt: startsAt + minutes(30),
    capacity: 1,
  })
  const later = await makeSession(full, { startsAt: startsAt + hours(3), capacity: 1 })
  await book(full.ctx, other, 'boris')
  await book(full.ctx, later, 'boris-2')
  await joinInOrder(full, 'ada')
  await join(full.ctx, other, { name: 'ada' })
  await join(full.ctx, later, { name: 'ada' })
  await freeAndPromote(full.ctx, full)

  expect(await readLine(full.ctx, full.session)).toEqual(['ada promoted'])
  expect(await readLine(full.ctx, other)).toEqual(['ada left'])
  expect(await readLine(full.ctx, later)).toEqual(['ada waiting'])
})

test('nobody is put into a class they could not cancel free of charge any more: they are asked', async () => {
  const full = await makeFullClass()
  await joinInOrder(full, 'ada', 'bob')
  full.clock.set(full.session.startsAt - hours(24) - 1)
  await freeAndPromote(full.ctx, full)
  full.clock.advance(1)
  await freeAndPromote(full.ctx, full, 1)

  expect(await readLine(full.ctx, full.session)).toEqual(['ada promoted', 'bob offered'])
})

test('the policy they would agree to counts, without its grace after booking', async () => {
  const full = await makeFullClass()
  const rules = makePolicyRules({ freeCancel: { minutesBefore: 60 * 26 }, afterBookingMinutes: 120 })
  const { db } = full.ctx
  await db.write([
    db.orm.insert(policies).values({ id: 'pol_strict', name: 'Strict', position: 0, version: 1 }),
    db.orm
      .insert(policyVersions)
      .values({ policyId: 'pol_strict', version: 1, rules, text: { en: 'Strict' }, createdAt: 0 }),
  ])
  await joinInOrder(full, 'ada')
  await freeAndPromote(full.makeContext(), full)

  expect(await readLine(full.ctx, full.session)).toEqual(['ada offered'])
})

test('after the closing of the list its people are passed by, and whoever comes may book', async () => {
  const full = await makeFullClass({
    studio: { service: { waitlistCloseMinutes: 180, freeCancelMinutes: 0 } },
  })
  await joinInOrder(full, 'ada')
  full.clock.set(full.session.startsAt - minutes(180))
  await freeAndPromote(full.ctx, full)

  expect(await readLine(full.ctx, full.session)).toEqual(['ada waiting too_late'])
  await expect(book(full.ctx, full.session, 'eve')).resolves.toMatchObject({ isNew: true })
})

test('whoever waited and books the place that is left to all has it, and waits no more', async () => {
  const full = await makeFullClass({
    studio: { service: { waitlistCloseMinutes: 180, freeCancelMinutes: 0 } },
  })
  await joinInOrder(full, 'ada', 'bea')
  full.clock.set(full.session.startsAt - minutes(180))
  await freeAndPromote(full.ctx, full)

  await book(full.ctx, full.session, 'ada')

  expect(await readLine(full.ctx, full.session)).toEqual(['ada promoted', 'bea waiting'])
})

test('two places freed at once go to the first two, whoever gives them away how often', async () => {
  const full = await makeFullClass()
  await joinInOrder(full, 'ada', 'bob', 'cem')
  await Promise.all([0, 1].map((which) => freeAndPromote(full.makeContext(), full, which)))
  await Promise.all([1, 2, 3].map(() => promoteWaiting(full.makeContext(), full.session.id)))

  expect(await readLine(full.ctx, full.session)).toEqual(['ada promoted', 'bob promoted', 'cem waiting'])
})
