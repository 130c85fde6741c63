import { describeRefusal } from '../availability/describe-refusal.ts'
import { explainStart } from '../availability/explain-start.ts'
import type { Schedule } from '../availability/read-schedules.ts'
import { AppError } from '../errors.ts'
import type { Catalogue, Service } from '../studio/get-catalogue.ts'

/** Reasons that end when somebody gives up what they have, and from which another time or trainer may be free. */
const TAKEN: ReadonlySet<string> = new Set([
  'busy',
  'buffer',
  'resource_taken',
  'trainer_limit',
  'service_limit',
])

type Question = { catalogue: Catalogue; service: Service; startsAt: number; now: number }

/**
 * The schedules that let the service start then, in their order; when none does, why: `slot_taken` if it is taken with one
 * of them, else `slot_unavailable`, with `reason` and a sentence.
 */
export function judgeSchedules(
  schedules: readonly Schedule[],
  { catalogue, service, startsAt, now }: Question,
): { able: Schedule[]; refusal: AppError } {
  const able: Schedule[] = []
  const refusals: AppError[] = []
  for (const schedule of schedules) {
    const explanation = explainStart(service, schedule, { startsAt, now })
    if (explanation.ok) able.push(schedule)
    else {
      const { reason, sentence, details } = describeRefusal(explanation, { catalogue, schedule, startsAt })
      const opens = details.opensAt === undefined ? {} : { opensAt: details.opensAt }
      const code = TAKEN.has(reason) ? 'slot_taken' : 'slot_unavailable'
      refusals.push(new AppError(code, sentence, { reason, ...opens }))
    }
  }
  const refusal = refusals.find(({ code }) => code === 'slot_taken') ?? refusals[0] ?? notGivenHere()
  return { able, refusal }
}

function notGivenHere(): AppError {
  return new AppError('slot_unavailable', 'This is not given there.', { reason: 'not_given_here' })
}
