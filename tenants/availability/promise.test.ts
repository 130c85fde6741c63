/**
 * What can be booked, in every zone and on both sides of each of its clock changes: the list of times, the answer about one
 * time, and an oracle that goes by the words of the rules (`tests/support/slot-oracle.ts`) have to agree.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clockChanges } from '../../tests/support/clock-changes.ts'
import { makeDice } from '../../tests/support/make-dice.ts'
import { makeRandomCase } from '../../tests/support/make-random-schedule.ts'
import { makeOracle } from '../../tests/support/slot-oracle.ts'
import { explainStart } from './explain-start.ts'
import { listSlots } from './list-slots.ts'
import { addDays, localDateAt, MINUTE_MS } from './local-time.ts'
import { toSlotInput } from './to-slot-input.ts'

type Place = { timeZone: string; on: string }

/** The date of each change of ten years, and one date where clocks never change. */
const places: Place[] = Intl.supportedValuesOf('timeZone').flatMap((timeZone): Place[] => {
  const changes = clockChanges(timeZone, 2026, 2035)
  if (changes.length === 0) return [{ timeZone, on: '2028-02-29' }]
  return changes.map((changesAt) => ({ timeZone, on: localDateAt(timeZone, changesAt) }))
})

/** Where the three differ, as lines; `slots` is how many there were. */
function differences(seed: number, place: Place): { wrong: string[]; slots: number } {
  const dice = makeDice(seed)
  const { service, schedule, now, from, to } = makeRandomCase(dice, {
    ...place,
    on: addDays(place.on, dice.pick([0, 0, 0, -1])),
  })
  const listed = new Set(listSlots(toSlotInput(service, schedule, { now, from, to })))
  const isBookable = makeOracle({ service, schedule, now, from, to })
  const asked = new Set(listed)
  for (let at = from; at < to; at += 30 * MINUTE_MS) asked.add(at + dice.roll(0, 29) * MINUTE_MS)
  for (let at = from; at < to; at += 60 * MINUTE_MS) asked.add(at)
  const wrong = [...asked].flatMap((startsAt) => {
    const answers = [
      listed.has(startsAt),
      explainStart(service, schedule, { startsAt, now }).ok,
      isBookable(startsAt),
    ]
    return new Set(answers).size === 1
      ? []
      : [
          `${place.timeZone} ${place.on} seed ${seed} at ${startsAt}: list, answer, oracle say ${answers.join(', ')}`,
        ]
  })
  return { wrong, slots: listed.size }
}

test('in every zone, on every change of its clocks for ten years', { timeout: 300_000 }, () => {
  let slots = 0
  const wrong = places.flatMap((place, index) => {
    const found = differences(index, place)
    slots += found.slots
    return found.wrong
  })

  expect(places.length).toBeGreaterThan(2000)
  expect(slots).toBeGreaterThan(10 * places.length)
  expect(wrong).toEqual([])
})

test('whatever the rules', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(fc.integer(), fc.constantFrom(...places), (seed, place) => {
      expect(differences(seed, place).wrong).toEqual([])
    }),
    { numRuns: 500 },
  )
})
