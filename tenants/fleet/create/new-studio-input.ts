import { eq, and, isNull } from 'drizzle-orm'
import { z } from 'zod'
import type { Registry } from '../../../db/registry/open-registry.ts'
import { plans } from '../../../db/registry/schema/index.ts'
import { locales } from '../../../db/tenant/schema/index.ts'
import { isTimeZone } from '../../availability/local-time.ts'
import { clientInput } from '../../bookings/booking-input.ts'
import { days } from '../../durations.ts'
import { line } from '../../input-parts.ts'
import { invalidFields } from '../../parse-input.ts'
import { firstSettings } from './first-settings.ts'
import type { NewTenant } from './new-tenant.ts'
import { studioKinds } from './studio-kinds.ts'

/** What whoever wants a new studio says about it. */
export const newStudioInput = z.object({
  name: line(120),
  slug: z.string().trim().toLowerCase().max(64, 'too_long'),
  kind: z.enum(studioKinds, 'invalid'),
  locale: z.enum(locales, 'not_a_locale'),
  timeZone: z.string().max(64, 'too_long').refine(isTimeZone, 'not_a_time_zone'),
  currency: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{3}$/, 'invalid')
    .default('EUR'),
  owner: z.object({ email: clientInput.shape.email, name: line(160) }),
  /** A plan's code; null: nothing is limited. */
  plan: z.string().trim().max(64, 'too_long').nullish(),
})
export type NewStudioInput = z.input<typeof newStudioInput>
type NewStudio = z.output<typeof newStudioInput>

type Making = { id: string; now: number; ownDomains?: readonly string[] }

/**
 * The studio that somebody wants, as it is made: its settings are those of its kind, and the owner gives everything at first.
 *
 * @throws AppError `invalid_input` for a plan that is not there; DatabaseError
 */
export async function toNewTenant(
  registry: Registry,
  wish: NewStudio,
  { id, now, ownDomains = [] }: Making,
): Promise<NewTenant> {
  const { name, slug, kind, locale, timeZone, currency, owner } = wish
  const plan = wish.plan ? await findPlan(registry, wish.plan) : null
  return {
    id,
    slug,
    name,
    ownDomains,
    settings: firstSettings({ name, kind, locale, currency, contactEmail: owner.email }),
    start: { kind, timeZone, trainerName: owner.name },
    owner: { ...owner, locale },
    planId: plan?.id ?? null,
    trialEndsAt: plan && plan.trialDays > 0 ? now + days(plan.trialDays) : null,
  }
}

async function findPlan({ orm, read }: Registry, code: string) {
  const [[plan]] = await read([
    orm
      .select()
      .from(plans)
      .where(and(eq(plans.code, code), isNull(plans.archivedAt))),
  ])
  if (!plan) throw invalidFields([{ path: 'plan', message: 'There is no such plan.', code: 'no_such_plan' }])
  return plan
}
