import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { bookingLimits, bookings, holds, messages } from '../../db/tenant/schema/index.ts'
import {
  book,
  free,
  freeAndPromote,
  join,
  joinInOrder,
  makeFullClass,
  readLine,
  type FullClass,
} from '../../tests/support/make-full-class.ts'
import { makeSession } from '../../tests/support/make-session.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { cancelBooking } from '../bookings/cancel-booking.ts'
import { hours, minutes } from '../durations.ts'
import { acceptOffer } from './accept-offer.ts'
import { declineOffer } from './decline-offer.ts'
import { getWaitlistEntry } from './get-waitlist-entry.ts'
import { moveWaitlistsOn } from './move-waitlists-on.ts'
import { promoteWaiting } from './promote-waiting.ts'

const none = { entryId: '', token: '' }

/** A full class whose waitlist asks, for as many minutes as told. */
function makeAskingClass(offerMinutes = 30, changes: Parameters<typeof makeFullClass>[1] = {}) {
  return makeFullClass({ studio: { service: { waitlistMode: 'offer', offerMinutes } } }, changes)
}

const told = async ({ ctx: { db } }: FullClass, name: string) => {
  const [rows] = await db.read([
    db.orm
      .select({ kind: messages.kind })
      .from(messages)
      .where(sql`recipient = ${`${name}@example.test`} AND kind <> 'reminder'`),
  ])
  return rows.map(({ kind }) => kind).toSorted()
}

test('a freed place is kept for the first who waits, for half an hour, and for nobody else', async () => {
  const full = await makeAskingClass()
  const [ada = none] = await joinInOrder(full, 'ada', 'bob')
  await freeAndPromote(full.ctx, full)

  expect(await readLine(full.ctx, full.session)).toEqual(['ada offered', 'bob waiting'])
  expect(await getWaitlistEntry(full.ctx, ada)).toMatchObject({
    status: 'offered',
    position: 1,
    offerExpiresAt: full.clock.now() + minutes(30),
  })
  expect(await told(full, 'ada')).toEqual(['waitlist_joined', 'waitlist_offered'])
  expect(full.announced).toContain(full.clock.now() + minutes(30))
  await expect(book(full.ctx, full.session, 'eve')).rejects.toMatchObject({ code: 'session_full' })
})

test('whoever accepts has the place, once, however often they say so', async () => {
  const full = await makeAskingClass()
  const [ada = none] = await joinInOrder(full, 'ada')
  await freeAndPromote(full.ctx, full)
  const first = await acceptOffer(full.ctx, ada)
  const again = await Promise.all([1, 2, 3].map(() => acceptOffer(full.makeContext(), ada)))

  expect(first.booking).toMatchObject({ status: 'confirmed', sessionId: full.session.id, source: 'waitlist' })
  expect(new Set([first, ...again].map(({ booking }) => booking.id)).size).toBe(1)
  const { db } = full.ctx
  const [[kept], rows] = await db.read([
    db.orm.select().from(holds),
    db.orm.select().from(bookings).where(eq(bookings.contactEmail, 'ada@example.test')),
  ])
  expect(kept).toMatchObject({ status: 'consumed', bookingId: first.booking.id })
  expect(rows).toHaveLength(1)
  expect(await told(full, 'ada')).toEqual(['waitlist_joined', 'waitlist_offered', 'waitlist_promoted'])
})

test('accepting what one was promoted to gives the booking', async () => {
  const full = await makeFullClass()
  const [ada = none] = await joinInOrder(full, 'ada')
  await freeAndPromote(full.ctx, full)

  expect((await acceptOffer(full.ctx, ada)).booking.status).toBe('confirmed')
})

test('a party gets all its places or none', async () => {
  const full = await makeAskingClass()
  const [pair = none] = await joinInOrder(full, ['pair', 2])
  await free(full.ctx, full.bookedIds[0] ?? '')
  await freeAndPromote(full.ctx, full, 1)
  await expect(book(full.ctx, full.session, 'eve')).rejects.toMatchObject({ code: 'session_full' })

  expect((await acceptOffer(full.ctx, pair)).party).toHaveLength(2)
})

test.each([30, 60])(
  'who does not answer within %i minutes is passed by, and the next is asked',
  async (length) => {
    const full = await makeAskingClass(length)
    const [ada = none] = await joinInOrder(full, 'ada', 'bob', 'cem')
    await freeAndPromote(full.ctx, full)
    full.clock.advance(minutes(length) - 1)
    await moveWaitlistsOn(full.makeContext())
    expect(await readLine(full.ctx, full.session)).toEqual(['ada offered', 'bob waiting', 'cem waiting'])

    full.clock.advance(1)
    // Before anybody has looked: over is over.
    await expect(acceptOffer(full.ctx, ada)).rejects.toMatchObject({ details: { reason: 'offer_expired' } })
    await expect(book(full.ctx, full.session, 'eve')).rejects.toMatchObject({
      details: { reason: 'waitlist_first' },
    })
    expect(await moveWaitlistsOn(full.makeContext())).toBe(full.clock.now() + minutes(length))
    expect(await readLine(full.ctx, full.session)).toEqual(['ada expired', 'bob offered', 'cem waiting'])
    await expect(acceptOffer(full.ctx, ada)).rejects.toMatchObject({
      code: 'conflict',
      details: { reason: 'offer_expired' },
    })
  },
)

test('as many are asked at a time as there are places', async () => {
  const full = await makeAskingClass()
  await joinInOrder(full, 'ada', 'bob', 'cem')
  await freeAndPromote(full.ctx, full, 0)
  await freeAndPromote(full.ctx, full, 1)
  await promoteWaiting(full.ctx, full.session.id)

  expect(await readLine(full.ctx, full.session)).toEqual(['ada offered', 'bob offered', 'cem waiting'])
})

test('whoever declines is out, and the next is asked at once', async () => {
  const full = await makeAskingClass()
  const [ada = none] = await joinInOrder(full, 'ada', 'bob')
  await freeAndPromote(full.ctx, full)
  const declined = await declineOffer(full.ctx, ada)

  expect(declined).toMatchObject({ status: 'left', offerExpiresAt: null })
  expect(await declineOffer(full.ctx, ada)).toEqual(declined)
  expect(await readLine(full.ctx, full.session)).toEqual(['ada left', 'bob offered'])
  await expect(acceptOffer(full.ctx, ada)).rejects.toMatchObject({ details: { reason: 'offer_expired' } })
})

test('without an offer there is nothing to accept or to decline', async () => {
  const full = await makeAskingClass()
  const [ada = none, bob = none] = await joinInOrder(full, 'ada', 'bob')
  for (const answer of [acceptOffer, declineOffer]) {
    await expect(answer(full.ctx, ada)).rejects.toMatchObject({
      code: 'conflict',
      details: { reason: 'no_offer' },
    })
  }
  await freeAndPromote(full.ctx, full)
  for (const answer of [acceptOffer, declineOffer]) {
    await expect(answer(full.ctx, { entryId: ada.entryId, token: bob.token })).rejects.toMatchObject({
      code: 'not_found',
    })
  }
  expect(await readLine(full.ctx, full.session)).toEqual(['ada offered', 'bob waiting'])
})

test('an offer that is accepted ends the other lines at that time, and what was offered there goes on', async () => {
  const full = await makeAskingClass(30, { capacity: 1 })
  const other = await makeSession(full, {
    trainerId: ids.maria,
    startsAt: full.session.startsAt,
    capacity: 1,
  })
  const boris = await book(full.ctx, other, 'boris')
  const [ada = none] = await joinInOrder(full, 'ada')
  await join(full.ctx, other, { name: 'ada' })
  full.clock.advance(minutes(1))
  await join(full.ctx, other, { name: 'bob' })
  await freeAndPromote(full.ctx, full)
  await free(full.ctx, boris.booking.id)
  await promoteWaiting(full.ctx, other.id)
  expect(await readLine(full.ctx, other)).toEqual(['ada offered', 'bob waiting'])
  await acceptOffer(full.ctx, ada)

  expect(await readLine(full.ctx, full.session)).toEqual(['ada promoted'])
  expect(await readLine(full.ctx, other)).toEqual(['ada left', 'bob offered'])
})

test('what was offered and can no longer be is refused with the reason', async () => {
  const full = await makeAskingClass()
  const [ada = none] = await joinInOrder(full, 'ada')
  await freeAndPromote(full.ctx, full)
  const elsewhere = await makeSession(full, { trainerId: ids.maria, startsAt: full.session.startsAt })
  const other = await book(full.ctx, elsewhere, 'ada')
  await expect(acceptOffer(full.ctx, ada)).rejects.toMatchObject({
    code: 'not_allowed',
    details: { reason: 'client_overlap' },
  })

  // The place stays theirs while the offer lasts.
  await free(full.ctx, other.booking.id)
  await expect(acceptOffer(full.ctx, ada)).resolves.toMatchObject({ booking: { status: 'confirmed' } })
})

test('a limit holds for those who wait as for everybody', async () => {
  const full = await makeFullClass()
  const { db } = full.ctx
  const another = await makeSession(full, { startsAt: full.session.startsAt + hours(4) })
  await book(full.ctx, another, 'ada')
  await db.write([
    db.orm.insert(bookingLimits).values({ id: 'lim_day', subject: 'client', period: 'day', maxBookings: 1 }),
  ])
  await joinInOrder(full, 'ada', 'bob')
  await free(full.ctx, full.bookedIds[0] ?? '')
  await freeAndPromote(full.makeContext(), full, 1)

  expect(await readLine(full.ctx, full.session)).toEqual(['ada waiting client_limit', 'bob promoted'])
})

test('whoever took an offer cancels like everybody, and the next is asked', async () => {
  const full = await makeAskingClass()
  const [ada = none] = await joinInOrder(full, 'ada', 'bob')
  await freeAndPromote(full.ctx, full)
  const { booking, manageToken } = await acceptOffer(full.ctx, ada)
  await cancelBooking(full.ctx, { bookingId: booking.id, manageToken })

  expect(await readLine(full.ctx, full.session)).toEqual(['ada promoted', 'bob offered'])
})
