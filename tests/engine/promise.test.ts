/**
 * A list of times is a promise: whatever is offered, sent back unchanged at once, is accepted; and whatever is not offered is
 * refused, with a reason. In studios by chance, each around a change of clocks in another zone.
 */
import { describe, expect, test } from 'vitest'
import {
  listAvailableSlots,
  type AvailableSlot,
  type SlotQuery,
} from '../../tenants/availability/list-available-slots.ts'
import { addDays, localDateAt, MINUTE_MS } from '../../tenants/availability/local-time.ts'
import { createBooking } from '../../tenants/bookings/create-booking.ts'
import { isAppError } from '../../tenants/errors.ts'
import { placeHold } from '../../tenants/holds/place-hold.ts'
import { clockChanges } from '../support/clock-changes.ts'
import { findFaults } from '../support/find-faults.ts'
import { makeBookingInput } from '../support/make-booking-input.ts'
import { makeDice, type Dice } from '../support/make-dice.ts'
import { makeRandomStudio, OTHER_PLACE } from '../support/make-random-studio.ts'
import type { TestTenant } from '../support/make-tenant.ts'
import { ids } from '../support/studio-rows.ts'

const STUDIOS = 40
const ROUNDS = 6

/** Zones with every kind of change there is, and with none; then others, spread over the list of all. */
const NAMED = [
  'Europe/Berlin',
  'America/New_York',
  'Europe/Dublin',
  'Australia/Lord_Howe',
  'America/Havana',
  'Africa/Cairo',
  'America/Santiago',
  'Asia/Beirut',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'Asia/Tehran',
  'Pacific/Kiritimati',
  'America/Sao_Paulo',
  'America/Mexico_City',
  'Europe/Istanbul',
]
const all = Intl.supportedValuesOf('timeZone')
const zones = Array.from(
  { length: STUDIOS },
  (_, index) => NAMED[index] ?? all[(index * 11) % all.length] ?? 'UTC',
)

type Wish = Pick<SlotQuery, 'serviceId' | 'trainerId' | 'locationId' | 'durationMinutes' | 'heads'>

/** Somebody wants something. */
function makeWish(dice: Dice): Wish {
  return {
    serviceId: dice.pick([ids.training, ids.assessment]),
    trainerId: dice.pick([null, null, ids.maria, ids.ivan]),
    locationId: dice.pick([null, null, null, ids.location, OTHER_PLACE]),
    durationMinutes: dice.pick([null, null, null, 15, 120]),
    heads: dice.pick([1, 1, 1, 2]),
  }
}

type Studio = { studio: TestTenant; dice: Dice; timeZone: string; on: string }

async function listFor({ studio, on }: Studio, wish: Wish): Promise<AvailableSlot[]> {
  const dates = { fromOn: addDays(on, -1), toOn: addDays(on, 3) }
  return (await listAvailableSlots(studio.makeContext(), { ...wish, ...dates })).slots
}

/** Books it, or keeps it while filling the form: true when it was granted, the reason when not. */
async function take({ studio, dice }: Studio, wish: Wish, startsAt: number): Promise<true | string> {
  const { heads = 1, serviceId, trainerId, locationId, durationMinutes } = wish
  const asked = { serviceId, startsAt, locationId, durationMinutes }
  const attempt =
    heads === 1 && trainerId && dice.oneIn(3)
      ? placeHold(studio.makeContext(), {
          attemptKey: `attempt-${dice.roll(0, 1e9)}`,
          holderSecret: `a secret of somebody ${dice.roll(0, 1e9)}`,
          wish: { ...asked, trainerId },
        })
      : createBooking(
          studio.makeContext(),
          makeBookingInput({ ...asked, trainerId, guests: heads === 2 ? [{}] : [] }),
        )
  return attempt.then(
    () => true as const,
    (error: unknown) => {
      if (isAppError(error, 'slot_taken', 'slot_unavailable')) return error.details.reason ?? 'no reason'
      throw error
    },
  )
}

describe('whatever is offered is accepted, and nothing else is', () => {
  let granted = 0
  let refused = 0

  test.each(zones.map((timeZone, index) => ({ timeZone, index })))(
    '$timeZone',
    async ({ timeZone, index }) => {
      const dice = makeDice(index)
      const changes = clockChanges(timeZone, 2026, 2035)
      const changesAt = changes[dice.roll(0, Math.max(0, changes.length - 1))] ?? Date.UTC(2028, 1, 29)
      const on = localDateAt(timeZone, changesAt)
      const world = { studio: await makeRandomStudio(dice, { timeZone, on }), dice, timeZone, on }

      for (let round = 0; round < ROUNDS; round++) {
        const wish = makeWish(dice)
        const slots = await listFor(world, wish)
        const slot = slots[dice.roll(0, Math.max(0, slots.length - 1))]
        if (slot) {
          expect([wish, slot, await take(world, wish, slot.startsAt)]).toEqual([wish, slot, true])
          granted += 1
        }
        const other = await listFor(world, wish)
        const startsAt = changesAt + dice.roll(-288, 400) * 5 * MINUTE_MS
        if (other.some((one) => one.startsAt === startsAt)) continue
        expect([wish, startsAt, await take(world, wish, startsAt)]).toEqual([
          wish,
          startsAt,
          expect.any(String),
        ])
        refused += 1
      }
      expect(await findFaults(world.studio.makeContext().db, world.studio.clock.now())).toEqual([])
    },
  )

  test('and there was enough of both', () => {
    expect(granted).toBeGreaterThan((STUDIOS * ROUNDS) / 2)
    expect(refused).toBeGreaterThan((STUDIOS * ROUNDS) / 2)
  })
})
