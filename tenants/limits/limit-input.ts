import { z } from 'zod'
import { limitPeriods, limitSubjects } from '../../db/tenant/schema/index.ts'
import { anId } from '../input-parts.ts'

const some = anId.nullish().transform((id) => id ?? null)
const most = (max: number) =>
  z
    .int()
    .min(0)
    .max(max)
    .nullish()
    .transform((number) => number ?? null)

/** How much may be booked; `db/tenant/schema/booking-limits.ts` says what each field means. */
export const limitInput = z
  .object({
    subject: z.enum(limitSubjects),
    /** Ids or slugs. */
    trainerId: some,
    serviceId: some,
    clientGroupId: some,
    period: z.enum(limitPeriods),
    maxBookings: most(10_000),
    maxMinutes: most(100_000),
  })
  .superRefine((limit, context) => {
    const refuse = (path: keyof typeof limit, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    const { subject } = limit
    if (limit.trainerId !== null && subject !== 'trainer') {
      refuse('trainerId', 'Only a limit of trainers is for one of them.')
    }
    if (limit.serviceId !== null && subject === 'trainer') {
      refuse('serviceId', 'A limit of trainers counts all they give.')
    }
    if (limit.clientGroupId !== null && subject !== 'client') {
      refuse('clientGroupId', 'Only a limit of clients is for a group of them.')
    }
    if (subject !== 'client' && limit.period !== 'day' && limit.period !== 'week') {
      // A list of times knows what is booked around them, not all there ever was.
      refuse('period', 'A limit of trainers or services is per day or per week.')
    }
    if (limit.maxBookings === null && limit.maxMinutes === null) {
      refuse('maxBookings', 'Say how many, or how many minutes.')
    }
  })

export type LimitInput = z.input<typeof limitInput>
/** What is not given stays as it is. */
export type LimitChange = { [Field in keyof LimitInput]?: LimitInput[Field] | undefined }
