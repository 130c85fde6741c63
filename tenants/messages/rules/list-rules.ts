import { asc, desc, eq } from 'drizzle-orm'
import { notificationRules, services } from '../../../db/tenant/schema/index.ts'
import { requireStaff } from '../../access/require-staff.ts'
import type { TenantContext } from '../../context.ts'
import type { Rule } from './rule-input.ts'

export type RuleList = {
  /** The earliest reminder first. */
  rules: Rule[]
  /** Services that have reminders of their own, or none at all, in place of the studio's. */
  ownServiceIds: string[]
}

/** What is sent besides the mail of every event: one round trip. @throws AppError `unauthorized`, `forbidden`; DatabaseError. */
export async function listRules(ctx: TenantContext): Promise<RuleList> {
  requireStaff(ctx, 'messages:view')
  const { orm, read } = ctx.db
  const { id, kind, channel, leadMinutes, serviceId, edition } = notificationRules
  const [rules, own] = await read([
    orm
      .select({ id, kind, channel, leadMinutes, serviceId, edition })
      .from(notificationRules)
      .orderBy(asc(kind), desc(leadMinutes), asc(channel), asc(id)),
    orm.select({ id: services.id }).from(services).where(eq(services.hasOwnReminders, true)),
  ])
  return { rules, ownServiceIds: own.map((service) => service.id) }
}
