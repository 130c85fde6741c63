import type { Feature } from '../../db/registry/schema/plans.ts'
import type { Tenant } from '../context.ts'
import { AppError } from '../errors.ts'

const sentences: Record<Feature, string> = {
  own_domain: 'Domains of one’s own are not part of the studio’s plan.',
  sms: 'Text messages are not part of the studio’s plan.',
  webhooks: 'Webhooks are not part of the studio’s plan.',
  api: 'The API is not part of the studio’s plan.',
  embed: 'Showing the timetable on other sites is not part of the studio’s plan.',
  imports: 'Imports are not part of the studio’s plan.',
}

/** Whether the studio's plan has it. What a plan comes to mean is known everywhere within a minute. */
export function hasFeature({ tenant }: { tenant: Pick<Tenant, 'heldBack'> }, feature: Feature): boolean {
  return !(tenant.heldBack ?? []).includes(feature)
}

/** @throws AppError `not_allowed` (`plan_limit`) when the studio's plan does not have it. */
export function requireFeature(ctx: { tenant: Pick<Tenant, 'heldBack'> }, feature: Feature): void {
  if (hasFeature(ctx, feature)) return
  throw new AppError('not_allowed', sentences[feature], { reason: 'plan_limit', limit: feature })
}
