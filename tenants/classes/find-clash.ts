import type { AvailabilityOverrideRow, GapRule, SessionRow } from '../../db/tenant/schema/index.ts'
import { addDays, localDateAt, MINUTES_PER_DAY, toInstant } from '../availability/local-time.ts'
import type { Taken } from './read-taken.ts'

/** Why a session cannot take place: a machine's word, whose time it is, and what is in the way. */
export type FoundClash = {
  reason: 'closed' | 'time_off' | 'busy' | 'resource_taken'
  /** The place, the trainer, the resource or the pool. */
  subjectId: string
  /** The booking, session or hold, the time off, or the override. */
  sourceId: string | null
}

/** The same with a sentence (`describe-clash.ts`). */
export type Clash = FoundClash & { sentence: string }

/** What keeps the place and the trainers of a session from it, the most final first. */
export function findClash(session: SessionRow, timeZone: string, taken: Taken): FoundClash | undefined {
  const trainerIds = trainersOf(session)
  return (
    findClosure(session, { timeZone, overrides: taken.overrides, trainerIds }) ??
    findTimeOff(session, trainerIds, taken) ??
    findOverlap(session, trainerIds, taken)
  )
}

/** Those who give it. While it needs a trainer, the one it had does not. */
export function trainersOf({ status, trainerId, secondTrainerId }: SessionRow): string[] {
  return [status === 'scheduled' ? trainerId : null, secondTrainerId].filter((id) => id !== null)
}

type Closures = { timeZone: string; overrides: AvailabilityOverrideRow[]; trainerIds: string[] }

/** Weekly hours do not bind classes; dates that differ do: closed ones, and those with other hours instead. */
function findClosure(
  session: SessionRow,
  { timeZone, overrides, trainerIds }: Closures,
): FoundClash | undefined {
  const on = localDateAt(timeZone, session.startsAt)
  const here = overrides.filter(({ locationId }) => locationId === null || locationId === session.locationId)
  for (const ownerId of [null, ...trainerIds]) {
    const own = here.filter(({ trainerId }) => trainerId === ownerId)
    const windows = (kind: AvailabilityOverrideRow['kind'], date: string) =>
      own
        .filter((one) => one.kind === kind && one.fromOn <= date && date <= one.toOn)
        .flatMap((one) => {
          const wholeDay = kind === 'closed' && one.windows.length === 0
          return (wholeDay ? [{ startMinute: 0, endMinute: MINUTES_PER_DAY }] : one.windows).map(
            (window) => ({
              id: one.id,
              startsAt: toInstant(timeZone, { on: date, minuteOfDay: window.startMinute }),
              endsAt: toInstant(timeZone, { on: date, minuteOfDay: window.endMinute }),
            }),
          )
        })
    // Windows may go past midnight, and sessions too.
    const closed = [-1, 0, 1]
      .flatMap((days) => windows('closed', addDays(on, days)))
      .find(({ startsAt, endsAt }) => startsAt < session.endsAt && endsAt > session.startsAt)
    if (closed) return isClosed(ownerId ?? session.locationId, closed.id)
    const replaced = own.find((one) => one.kind === 'replace' && one.fromOn <= on && on <= one.toOn)
    const isOpen = [...windows('replace', on), ...windows('open', on)].some(
      ({ startsAt, endsAt }) => startsAt <= session.startsAt && session.endsAt <= endsAt,
    )
    if (replaced && !isOpen) return isClosed(ownerId ?? session.locationId, replaced.id)
  }
  return undefined
}

function isClosed(subjectId: string, sourceId: string): FoundClash {
  return { reason: 'closed', subjectId, sourceId }
}

function findTimeOff(
  { startsAt, endsAt }: SessionRow,
  trainerIds: string[],
  taken: Taken,
): FoundClash | undefined {
  const away = taken.timeOff.find(
    (off) => trainerIds.includes(off.trainerId) && off.startsAt < endsAt && off.endsAt > startsAt,
  )
  return away && { reason: 'time_off', subjectId: away.trainerId, sourceId: away.id }
}

function findOverlap(session: SessionRow, trainerIds: string[], { uses }: Taken): FoundClash | undefined {
  const use = uses.find((one) => trainerIds.includes(one.ownerId) && meets(one, session))
  return use && { reason: 'busy', subjectId: use.ownerId, sourceId: use.sourceId }
}

type Buffered = {
  startsAt: number
  endsAt: number
  occupiedFrom: number
  occupiedUntil: number
  gapRule: GapRule
}

/** The rule of `db/tenant/migrations/0003_occupancies.sql`. */
function meets(a: Buffered, b: Buffered): boolean {
  if (a.gapRule === 'sum' || b.gapRule === 'sum') {
    return a.occupiedFrom < b.occupiedUntil && a.occupiedUntil > b.occupiedFrom
  }
  return (
    (a.startsAt < b.occupiedUntil && a.endsAt > b.occupiedFrom) ||
    (a.occupiedFrom < b.endsAt && a.occupiedUntil > b.startsAt)
  )
}
