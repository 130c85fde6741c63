import { z } from 'zod'
import { MAX_SERVICE_MINUTES, type ClassSeriesRow } from '../../db/tenant/schema/index.ts'
import { anId } from '../input-parts.ts'
import { invalidFields } from '../parse-input.ts'
import { localDate, minuteOfDay, note } from '../studio/staff-input.ts'

const places = z.int().min(0).max(10_000)

/** In the smallest unit of the studio's currency. */
export const priceField = z.int().min(0).max(100_000_000)

/** What can be said of one session as of a whole series. */
export const sessionFields = z.object({
  trainerId: anId,
  secondTrainerId: anId.nullable(),
  locationId: anId,
  durationMinutes: z.int().min(1).max(MAX_SERVICE_MINUTES),
  capacity: places,
  onlineCapacity: places.nullable(),
  walkInCapacity: places,
  minAttendance: places,
  /** Rooms and equipment by id; what the service needs besides is found in its pools. */
  resourceIds: z.array(anId).max(20),
})

/** What can be said of a series, and changed in it. Local dates and minutes are of the place. */
export const seriesFields = sessionFields.extend({
  weekdays: z
    .array(z.int().min(1).max(7))
    .min(1, 'At least one weekday is needed.')
    .transform((days) => [...new Set(days)].toSorted((a, b) => a - b)),
  everyNWeeks: z.int().min(1).max(52),
  startMinute: minuteOfDay,
  untilOn: localDate.nullable(),
  count: z.int().min(1).max(1_000).nullable(),
  exceptOn: z.array(localDate).max(1_000),
})

/** What to do about a date on which it cannot take place. */
export const clashFields = z.object({
  /** `skip`: it does not take place then; `refuse`: nothing is written. */
  onConflict: z.enum(['refuse', 'skip']).default('refuse'),
  /** Staff put it there all the same, and say why. */
  overrideReason: note.nullish(),
})
export type ClashChoice = z.output<typeof clashFields>

/** @throws AppError `invalid_input` for an end before the start, or two ends. */
export function checkSeries({ fromOn, untilOn, count, trainerId, secondTrainerId }: ClassSeriesRow): void {
  const wrong = (path: string, message: string) => invalidFields([{ path, code: 'invalid', message }])
  if (untilOn !== null && untilOn < fromOn) throw wrong('untilOn', 'This is before the first date.')
  if (untilOn !== null && count !== null)
    throw wrong('count', 'It ends on a date or after so many dates, not both.')
  if (secondTrainerId === trainerId) throw wrong('secondTrainerId', 'This is the first trainer already.')
}
