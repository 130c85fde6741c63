import { z } from 'zod'
import { days, hours } from '../durations.ts'
import { anId, anInstant } from '../input-parts.ts'

/** The longest a month's page shows: six weeks. */
export const MAX_CALENDAR_DAYS = 42
// Clocks are put back within some six weeks.
const LONGEST_MS = days(MAX_CALENDAR_DAYS) + hours(1)

const inOrder = ({ from, to }: { from: number; to: number }) => to > from
const notTooLong = ({ from, to }: { from: number; to: number }) => to - from <= LONGEST_MS

export const calendarInput = z
  .object({
    /** What meets `[from, to)`, at most six weeks. */
    from: anInstant,
    to: anInstant,
    /** Id or slug; without one, everybody's. */
    trainerId: anId.nullish().transform((id) => id ?? null),
    /** Also what was cancelled, declined, or not answered in time. */
    withCancelled: z.boolean().default(false),
  })
  .refine(inOrder, { path: ['to'], message: 'This is not after the first instant.' })
  .refine(notTooLong, {
    path: ['to'],
    message: `At most ${MAX_CALENDAR_DAYS} days can be asked for at once.`,
  })

export type CalendarInput = z.input<typeof calendarInput>
export type CalendarQuery = z.output<typeof calendarInput>
