import { z } from '@hono/zod-openapi'
import { lateEffects, serviceKinds } from '../../tenants/policies/policy-input.ts'
import type { PolicyView } from '../../tenants/policies/read-policies.ts'
import { toInstant } from './instant.ts'
import { editionAnswer, editionSeen, textSchema } from './staff-route.ts'
import { toWallTime, wallTime } from './wall-time.ts'

const count = z.int().openapi({ description: 'So many …' })

const effectSchema = z
  .object({
    kind: z.enum(lateEffects),
    fee_minor: z.int().optional().openapi({ description: 'An amount, in the currency’s smallest unit. Or:' }),
    fee_percent: z.number().optional().openapi({ description: 'a share of the price.' }),
  })
  .openapi('LateEffect')

/** Written in two ways: `at_time` is read as minutes of the day, and answered as `HH:MM`. */
const makeRules = <Time extends z.ZodType>(time: Time) => {
  const deadline = z.object({
    minutes_before: z.int().optional().openapi({ description: 'So many minutes before the start. Or:' }),
    days_before: z.int().optional().openapi({ description: 'so many days before,' }),
    at_time: time.optional(),
  })
  return z.object({
    free_cancel: deadline.openapi({ description: 'Until when cancelling is free.' }),
    reschedule: deadline
      .nullish()
      .openapi({ description: 'Until when clients may move it; null: while cancelling is free.' }),
    max_reschedules: z.int().nullish(),
    late_cancel: effectSchema.optional(),
    no_show: effectSchema.optional(),
    grace: z.object({ count, days: z.int() }).nullish().openapi({
      description: 'So many late cancellations and no-shows in so many days cost nothing.',
    }),
    quiet_hours: z
      .object({ from_time: time, until_time: time })
      .nullish()
      .openapi({ description: 'Hours that do not count towards `minutes_before`.' }),
    after_booking_minutes: z
      .int()
      .optional()
      .openapi({ description: 'So long after booking, cancelling is free all the same.' }),
    is_waived_when_refilled: z
      .boolean()
      .optional()
      .openapi({ description: 'Nothing is owed when somebody else takes the place before the start.' }),
    suspension: z.object({ count, days: z.int(), block_days: z.int() }).nullish().openapi({
      description: 'So many in so many days stop online booking for so many days.',
    }),
  })
}

export const newRulesSchema = makeRules(wallTime).openapi('NewPolicyRules')
const rulesSchema = makeRules(z.string()).openapi('PolicyRules')

const conditions = {
  service_ids: z.array(z.string()),
  service_kinds: z.array(z.enum(serviceKinds)),
  client_group_ids: z.array(z.string()),
}

export const newPolicySchema = z
  .object({
    name: z.string(),
    position: z.int().optional().openapi({
      description: 'The first policy that fits a booking is its own. Without it, after all others.',
    }),
    service_ids: conditions.service_ids.optional().openapi({ description: 'Ids or slugs; empty: all.' }),
    service_kinds: conditions.service_kinds.optional().openapi({ description: 'Empty: all.' }),
    client_group_ids: conditions.client_group_ids.optional().openapi({ description: 'Empty: everybody.' }),
    rules: newRulesSchema,
    text: textSchema.optional(),
    is_active: z
      .boolean()
      .optional()
      .openapi({ description: 'False: not in force, for rehearsing it first.' }),
  })
  .openapi('NewPolicy')

export const policyChangeSchema = newPolicySchema
  .partial()
  .extend({ edition: editionSeen })
  .openapi('PolicyChange', { description: 'What is not given stays. Rules are given as a whole.' })

export const policySchema = z
  .object({
    id: z.string().openapi({ example: 'pol_4t1h' }),
    name: z.string(),
    position: z.int(),
    ...conditions,
    edition: editionAnswer,
    version: z.int().openapi({ description: 'Bookings keep the one they were made under.' }),
    rules: rulesSchema,
    text: z
      .partialRecord(z.string(), z.string())
      .openapi({ description: 'As shown to clients when they book, per language.' }),
    is_active: z.boolean(),
    written_at: z.iso.datetime().openapi({ description: 'When this version was written.' }),
  })
  .openapi('Policy')

/** The verbs' words for rules that came by the API. What is not there is theirs to miss. */
export function toRules(rules: z.output<typeof newRulesSchema>) {
  const { free_cancel, reschedule, quiet_hours, suspension } = rules
  return {
    freeCancel: toDeadline(free_cancel),
    reschedule: reschedule && toDeadline(reschedule),
    maxReschedules: rules.max_reschedules,
    lateCancel: rules.late_cancel && toEffect(rules.late_cancel),
    noShow: rules.no_show && toEffect(rules.no_show),
    grace: rules.grace,
    quietHours: quiet_hours && { fromMinute: quiet_hours.from_time, untilMinute: quiet_hours.until_time },
    afterBookingMinutes: rules.after_booking_minutes,
    isWaivedWhenRefilled: rules.is_waived_when_refilled,
    suspension: suspension && {
      count: suspension.count,
      days: suspension.days,
      blockDays: suspension.block_days,
    },
  }
}

type NewRules = z.output<typeof newRulesSchema>

function toDeadline({ minutes_before, days_before, at_time }: NewRules['free_cancel']) {
  const entries = { minutesBefore: minutes_before, daysBefore: days_before, atMinute: at_time }
  // Whether that is one of the two ways to say it, the verb checks.
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as {
    minutesBefore: number
  }
}

function toEffect({ kind, fee_minor, fee_percent }: z.output<typeof effectSchema>) {
  return { kind, feeMinor: fee_minor, feePercent: fee_percent }
}

export function toPolicyJson(policy: PolicyView): z.output<typeof policySchema> {
  return {
    id: policy.id,
    name: policy.name,
    position: policy.position,
    service_ids: policy.serviceIds,
    service_kinds: policy.serviceKinds,
    client_group_ids: policy.clientGroupIds,
    edition: policy.edition,
    version: policy.version,
    rules: toRulesJson(policy.rules),
    text: policy.text,
    is_active: policy.isActive,
    written_at: toInstant(policy.writtenAt),
  }
}

function toRulesJson(rules: PolicyView['rules']): z.output<typeof rulesSchema> {
  const { reschedule, quietHours, suspension } = rules
  return {
    free_cancel: toDeadlineJson(rules.freeCancel),
    reschedule: reschedule && toDeadlineJson(reschedule),
    max_reschedules: rules.maxReschedules,
    late_cancel: toEffectJson(rules.lateCancel),
    no_show: toEffectJson(rules.noShow),
    grace: rules.grace,
    quiet_hours: quietHours && {
      from_time: toWallTime(quietHours.fromMinute),
      until_time: toWallTime(quietHours.untilMinute),
    },
    after_booking_minutes: rules.afterBookingMinutes,
    is_waived_when_refilled: rules.isWaivedWhenRefilled,
    suspension: suspension && {
      count: suspension.count,
      days: suspension.days,
      block_days: suspension.blockDays,
    },
  }
}

function toDeadlineJson(deadline: PolicyView['rules']['freeCancel']) {
  return 'minutesBefore' in deadline
    ? { minutes_before: deadline.minutesBefore }
    : { days_before: deadline.daysBefore, at_time: toWallTime(deadline.atMinute) }
}

function toEffectJson({ kind, feeMinor, feePercent }: PolicyView['rules']['noShow']) {
  return {
    kind,
    ...(feeMinor === undefined ? {} : { fee_minor: feeMinor }),
    ...(feePercent === undefined ? {} : { fee_percent: feePercent }),
  }
}
