import { z } from '@hono/zod-openapi'
import type { PlanEntry } from '../../tenants/operators/plans.ts'
import type { TenantLimits } from '../../tenants/operators/tenant-limits.ts'
import { features, limitKeys, type Limits } from '../../tenants/plans/effective-limits.ts'
import { toInstant } from '../api/instant.ts'

/** What the verbs refuse, they refuse with better words. */
const count = z.number().nullable()

export const limitsSchema = z
  .object({
    counts: z.partialRecord(z.enum(limitKeys), count).openapi({
      description:
        'At a time, or in a calendar month of UTC; text messages in parts, as they are billed. Null, or left out: not limited.',
    }),
    features: z.partialRecord(z.enum(features), z.boolean()).openapi({
      description: '`false`: held back. Left out: part of it.',
    }),
  })
  .openapi('Limits')

export const planSchema = z
  .object({
    id: z.string(),
    code: z.string(),
    name: z.string(),
    description: z.string(),
    limits: limitsSchema,
    trial_days: z.int(),
    is_public: z.boolean().openapi({ description: 'Whether who signs up may choose it.' }),
    position: z.int(),
    studios: z.int().openapi({ description: 'How many have it.' }),
    archived_at: z.iso.datetime().nullable(),
  })
  .openapi('Plan')

export const tenantLimitsSchema = z
  .object({
    tenant_id: z.string(),
    plan: z.string().nullable().openapi({ description: 'Its code; null: nothing is limited.' }),
    trial_ends_at: z.iso.datetime().nullable(),
    own: limitsSchema.openapi({
      description: 'What was agreed with this studio alone, in place of its plan.',
    }),
    effective: z.object({
      counts: z.partialRecord(z.enum(limitKeys), z.int()),
      held_back: z.array(z.enum(features)),
    }),
    in_effect: z.boolean().openapi({ description: 'Whether its own database holds to it already.' }),
    usage: z
      .array(z.object({ key: z.enum(limitKeys), count: z.int(), most: z.int().nullable() }))
      .nullable()
      .openapi({ description: 'Now, and in this month; null: its database does not say.' }),
  })
  .openapi('TenantLimits')

const toLimitsJson = ({ counts, features: parts }: Limits) => ({
  counts: counts ?? {},
  features: parts ?? {},
})
const at = (ms: number | null) => (ms === null ? null : toInstant(ms))

export function toPlanJson(plan: PlanEntry): z.output<typeof planSchema> {
  return {
    id: plan.id,
    code: plan.code,
    name: plan.name,
    description: plan.description,
    position: plan.position,
    studios: plan.studios,
    limits: toLimitsJson(plan.limits),
    trial_days: plan.trialDays,
    is_public: plan.isPublic,
    archived_at: at(plan.archivedAt),
  }
}

export function toTenantLimitsJson(limits: TenantLimits): z.output<typeof tenantLimitsSchema> {
  const { counts, heldBack } = limits.effective
  return {
    tenant_id: limits.tenantId,
    plan: limits.plan?.code ?? null,
    trial_ends_at: at(limits.trialEndsAt),
    own: toLimitsJson(limits.own),
    effective: { counts, held_back: heldBack },
    in_effect: limits.isTold,
    usage: limits.usage,
  }
}
