import { z } from 'zod'
import { daysBetween } from '../availability/local-time.ts'
import { days } from '../durations.ts'
import { anId } from '../input-parts.ts'
import { localDate, note } from '../studio/staff-input.ts'

const LONGEST_DAYS = 3 * 366
const ENDS_FIRST = 'It ends before it starts.'
const TOO_LONG = 'Three years at most.'

const anInstant = z.int().min(0).max(Date.UTC(9999, 0))

/** When a trainer is away: whole local dates of the trainer's main place, or from one instant (ms) to another. */
export const timeOffInput = z
  .object({
    /** Ids or slugs. */
    trainerId: anId,
    substituteTrainerId: anId.nullish().transform((id) => id ?? null),
    /** Both inclusive. */
    fromOn: localDate.nullish(),
    toOn: localDate.nullish(),
    startsAt: anInstant.nullish(),
    endsAt: anInstant.nullish(),
    reason: note.nullish().transform((reason) => reason ?? null),
  })
  .transform(({ fromOn, toOn, startsAt, endsAt, ...rest }, context) => {
    const refuse = (path: string, message: string) => {
      context.addIssue({ code: 'custom', path: [path], message })
      return z.NEVER
    }
    if (fromOn && !startsAt && !endsAt) {
      const lastOn = toOn ?? fromOn
      if (lastOn < fromOn) return refuse('toOn', ENDS_FIRST)
      if (daysBetween(fromOn, lastOn) > LONGEST_DAYS) return refuse('toOn', TOO_LONG)
      return { ...rest, isAllDay: true as const, fromOn, toOn: lastOn }
    }
    if (typeof startsAt !== 'number') return refuse('startsAt', 'Say from when: an instant, or a whole date.')
    if (typeof endsAt !== 'number') return refuse('endsAt', 'Say until when.')
    if (fromOn || toOn) return refuse('fromOn', 'Either whole dates or instants, not both.')
    if (endsAt <= startsAt) return refuse('endsAt', ENDS_FIRST)
    if (endsAt - startsAt > days(LONGEST_DAYS)) return refuse('endsAt', TOO_LONG)
    return { ...rest, isAllDay: false as const, startsAt, endsAt }
  })

export type TimeOffInput = z.input<typeof timeOffInput>
export type ParsedTimeOff = z.output<typeof timeOffInput>
