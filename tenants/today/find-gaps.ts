import { openIntervals } from '../availability/open-intervals.ts'
import type { Diary } from '../availability/read-diary.ts'
import type { Interval } from '../availability/slot-input.ts'
import { minutes } from '../durations.ts'
import type { Catalogue, Trainer } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import { localDays } from './local-days.ts'

/** A stretch of a trainer's hours with nothing in it. */
export type Gap = Interval & { trainerId: string; timeZone: string }

const SHORTEST_MS = minutes(30)

/**
 * What is left of these trainers' hours of today from `now` on, in stretches of half an hour and more: between bookings
 * with their buffers, classes and holds. Each trainer's in order, in the order of `trainerIds`.
 */
export function findGaps(
  catalogue: Catalogue,
  diary: Pick<Diary, 'taken' | 'timeOff' | 'overrides'>,
  { trainerIds, now }: { trainerIds: readonly string[]; now: number },
): Gap[] {
  return catalogue.trainers
    .filter(({ id }) => trainerIds.includes(id))
    .flatMap((trainer) => {
      const taken = diary.taken
        .filter(({ ownerId }) => ownerId === trainer.id)
        .map(({ occupiedFrom, occupiedUntil }) => ({ startsAt: occupiedFrom, endsAt: occupiedUntil }))
      const { timeZone } = getLocation(catalogue, trainer.locationId)
      return subtract(openToday(catalogue, diary, { trainer, now }), taken)
        .filter(({ startsAt, endsAt }) => endsAt - startsAt >= SHORTEST_MS)
        .map((free) => ({ ...free, trainerId: trainer.id, timeZone }))
    })
}

/** A trainer's hours from `now` until their day ends, wherever they are. */
function openToday(
  catalogue: Catalogue,
  { overrides, timeOff }: Pick<Diary, 'timeOff' | 'overrides'>,
  { trainer, now }: { trainer: Trainer; now: number },
): Interval[] {
  const open = trainer.locationIds.flatMap((locationId) => {
    const place = getLocation(catalogue, locationId)
    const [day] = localDays([place], now)
    if (!day) return []
    const rules = {
      timeZone: place.timeZone,
      weekly: trainer.weeklyHours.filter((rule) => rule.locationId === locationId),
      overrides: overrides
        .filter((row) => (row.trainerId ?? trainer.id) === trainer.id)
        .filter((row) => (row.locationId ?? locationId) === locationId)
        .map((row) => ({ ...row, isOfPlace: row.trainerId === null })),
      timeOff: timeOff.filter(({ trainerId }) => trainerId === trainer.id),
    }
    return openIntervals(rules, { from: now, to: day.endsAt })
  })
  return open.sort((a, b) => a.startsAt - b.startsAt)
}

/** What is left of sorted `open` without `taken`; what meets is one. */
function subtract(open: readonly Interval[], taken: readonly Interval[]): Interval[] {
  const inOrder = [...taken].sort((a, b) => a.startsAt - b.startsAt)
  const free: Interval[] = []
  let until = -Infinity
  for (const { startsAt, endsAt } of open) {
    let from = Math.max(startsAt, until)
    for (const use of inOrder) {
      if (use.endsAt <= from || use.startsAt >= endsAt) continue
      if (use.startsAt > from) free.push({ startsAt: from, endsAt: use.startsAt })
      from = use.endsAt
    }
    if (from < endsAt) free.push({ startsAt: from, endsAt })
    until = Math.max(until, endsAt)
  }
  return free
}
