import { z } from 'zod'
import { lateEffects, serviceKinds, type PolicyRules } from '../../db/tenant/schema/index.ts'
import { anId } from '../input-parts.ts'
import { minuteOfDay, minutesUpTo, note, position, someText } from '../studio/staff-input.ts'

export { lateEffects, serviceKinds } from '../../db/tenant/schema/index.ts'

const DAY = 1440
/** Longer, and next to nothing of a day would count. */
const LONGEST_QUIET = 16 * 60

const deadline = z.union(
  [
    z.strictObject({ minutesBefore: minutesUpTo(60 * DAY) }),
    z.strictObject({ daysBefore: z.int().min(0).max(60), atMinute: minuteOfDay }),
  ],
  'Say how many minutes before, or at what time how many days before.',
)

const effect = z
  .object({
    kind: z.enum(lateEffects),
    feeMinor: z.int().min(0).max(1_000_000_000).optional(),
    feePercent: z.number().min(0).max(100).optional(),
  })
  .refine(
    ({ kind, feeMinor, feePercent }) => {
      const fees = [feeMinor, feePercent].filter((fee) => fee !== undefined).length
      return fees === (kind === 'fee' || kind === 'lose_credit_and_fee' ? 1 : 0)
    },
    {
      path: ['feeMinor'],
      error: 'A fee is an amount or a share of the price; where there is none, neither.',
    },
  )
  .transform(({ kind, feeMinor, feePercent }) => ({
    kind,
    ...(feeMinor === undefined ? {} : { feeMinor }),
    ...(feePercent === undefined ? {} : { feePercent }),
  }))

const count = z.int().min(1).max(1_000)
const someDays = z.int().min(1).max(366)

/** What a policy says; what each field means stands in `db/tenant/schema/policies.ts`. */
export const policyRules = z.object({
  freeCancel: deadline,
  reschedule: deadline.nullable().default(null),
  maxReschedules: z.int().min(0).max(1_000).nullable().default(null),
  lateCancel: effect.default({ kind: 'none' }),
  noShow: effect.default({ kind: 'none' }),
  grace: z.object({ count, days: someDays }).nullable().default(null),
  quietHours: z
    .object({ fromMinute: minuteOfDay, untilMinute: minuteOfDay })
    .refine(({ fromMinute, untilMinute }) => (untilMinute - fromMinute + DAY) % DAY <= LONGEST_QUIET, {
      path: ['untilMinute'],
      error: 'At most 16 hours of a day.',
    })
    .nullable()
    .default(null),
  afterBookingMinutes: minutesUpTo(7 * DAY).default(0),
  isWaivedWhenRefilled: z.boolean().default(false),
  suspension: z.object({ count, days: someDays, blockDays: someDays }).nullable().default(null),
}) satisfies z.ZodType<PolicyRules>

const some = <Item extends z.ZodType>(item: Item) => z.array(item).max(500).default([])

/** A policy as staff write it. Conditions that are empty fit everything. */
export const policyInput = z.object({
  name: note,
  /** In the order of the policies: the first that fits is the one. Without it, after all others. */
  position: position.optional(),
  /** Ids or slugs. */
  serviceIds: some(anId),
  serviceKinds: some(z.enum(serviceKinds)),
  clientGroupIds: some(anId),
  rules: policyRules,
  /** As shown to clients when they book. */
  text: z.union([someText(5_000), z.strictObject({})]).default({}),
  /** Not in force: for rehearsing it first. */
  isActive: z.boolean().default(true),
})

export type PolicyInput = z.input<typeof policyInput>
/** What is not given stays as it is; rules are given as a whole. */
export type PolicyChange = { [Field in keyof PolicyInput]?: PolicyInput[Field] | undefined } & {
  /** As it was seen: `tenants/edition.ts`. */
  edition?: number | undefined
}
