import { expect, test } from 'vitest'
import { listAvailableSlots } from '../../tenants/availability/list-available-slots.ts'
import { cancelBooking } from '../../tenants/bookings/cancel-booking.ts'
import { minutes } from '../../tenants/durations.ts'
import { placeHold } from '../../tenants/holds/place-hold.ts'
import { previewSeries } from '../../tenants/series/preview-series.ts'
import { moveWaitlistsOn } from '../../tenants/waitlist/move-waitlists-on.ts'
import { addBooking, classIds } from '../support/make-class-studio.ts'
import { join, readLine } from '../support/make-full-class.ts'
import { ids } from '../support/studio-rows.ts'
import { apart, type OptionName } from './options.ts'
import { book, makeWorld, PLACES, reasonOf, START_ON, type World } from './world.ts'

const firstSession = ({ sessions: [first] }: World) => {
  if (!first) throw new Error('no session')
  return first
}

/** Fills the class at Elena's time; gives those who can make room again. */
async function fill(world: World) {
  const others = []
  for (let place = 0; place < PLACES; place += 1) {
    others.push(await addBooking(world, firstSession(world), { source: 'seed' }))
  }
  return others
}

/** What becomes of two options that one booking cannot both have. */
const stories: Record<string, (world: World) => Promise<void>> = {
  'class and appointment': isNotOfferedMeanwhile,
  'appointment and class series': isNotOfferedMeanwhile,
  'class and any trainer': goesToWhoeverGivesNoClass,
  'class series and any trainer': goesToWhoeverGivesNoClass,
  'appointment and waitlist': (world) => isPassedByWhileElsewhere(world, ids.ivan),
  'waitlist and any trainer': (world) => isPassedByWhileElsewhere(world, null),
  'waitlist and hold': waitsForTheHold,
  'waitlist and own series': isNoWayRoundTheWaitlist,
}

/** Whoever gives a class is not offered for anything else at that time. */
async function isNotOfferedMeanwhile(world: World) {
  const { slots } = await listAvailableSlots(world.makeContext(), {
    serviceId: ids.training,
    trainerId: ids.maria,
    fromOn: START_ON,
    toOn: START_ON,
  })
  const during = slots.filter(({ startsAt }) => Math.abs(startsAt - world.startsAt) < minutes(60))
  expect(during).toEqual([])
  expect(slots).not.toEqual([])
  expect(await reasonOf(book(world, { trainerId: ids.maria, name: 'elena' }))).toBe('busy')
}

async function goesToWhoeverGivesNoClass(world: World) {
  const { booking } = await book(world, { trainerId: null, name: 'elena' })
  expect(booking.trainerId).toBe(ids.ivan)
}

/** Waiting keeps nobody from anything; whoever is elsewhere by then is passed by, and keeps their place in line. */
async function isPassedByWhileElsewhere(world: World, trainerId: string | null) {
  const [first] = await fill(world)
  await join(world.makeContext(), firstSession(world), { name: 'elena' })
  await book(world, { trainerId, name: 'elena' })
  await cancelBooking(world.staff, { bookingId: first?.id ?? '' })
  expect(await readLine(world.ctx, firstSession(world))).toEqual(['elena waiting client_overlap'])
}

/** What somebody holds is not free for those who wait, until they let it go. */
async function waitsForTheHold(world: World) {
  const session = firstSession(world)
  for (let place = 1; place < PLACES; place += 1) await addBooking(world, session, { source: 'seed' })
  const hold = await placeHold(world.makeContext(), {
    attemptKey: 'attempt-1',
    holderSecret: 'secret-of-somebody',
    wish: { sessionId: session.id, quantity: 1 },
  })
  await join(world.makeContext(), session, { name: 'elena' })
  await moveWaitlistsOn(world.makeContext())
  expect(await readLine(world.ctx, session)).toEqual(['elena waiting'])
  world.clock.set(hold.expiresAt)
  await moveWaitlistsOn(world.makeContext())
  expect(await readLine(world.ctx, session)).toEqual(['elena promoted'])
}

/** A date that is full is a conflict of the series; a place that nobody who waits can use is free for it. */
async function isNoWayRoundTheWaitlist(world: World) {
  const { startsAt } = world
  const [first] = await fill(world)
  const look = async () => {
    const wish = { serviceId: classIds.yoga, startsAt, count: 2, everyNWeeks: 1 }
    const { dates } = await previewSeries(world.makeContext(), wish)
    return dates.map(({ reason }) => reason ?? 'free')
  }
  expect(await look()).toEqual(['session_full', 'free'])
  await join(world.makeContext(), firstSession(world), { name: 'pair', partySize: 2 })
  await cancelBooking(world.staff, { bookingId: first?.id ?? '' })
  expect(await readLine(world.ctx, firstSession(world))).toEqual(['pair waiting party_too_large'])
  expect(await look()).toEqual(['free', 'free'])
}

test('every pair that is not of one booking has its story', () => {
  expect(Object.keys(stories).toSorted()).toEqual([...apart].toSorted())
})

test.each(Object.entries(stories))('%s go together', async (pair, story) => {
  // oxlint-disable-next-line no-unsafe-type-assertion -- the keys are made of names of options
  await story(await makeWorld(pair.split(' and ') as OptionName[]))
})
