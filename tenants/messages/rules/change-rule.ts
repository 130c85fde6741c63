import { and, eq, sql } from 'drizzle-orm'
import { notificationRules } from '../../../db/tenant/schema/index.ts'
import { requireStaff } from '../../access/require-staff.ts'
import type { TenantContext } from '../../context.ts'
import { changedMeanwhile } from '../../edition.ts'
import { AppError } from '../../errors.ts'
import { parseInput } from '../../parse-input.ts'
import { given } from '../../studio/staff-input.ts'
import { ruleExists } from './create-rule.ts'
import { listRules } from './list-rules.ts'
import { ruleInput, type Rule, type RuleInput } from './rule-input.ts'
import { writeRules } from './write-rules.ts'

/** What is not given stays as it is. */
export type RuleChange = {
  ruleId: string
  edition?: number | undefined
  channel?: RuleInput['channel'] | undefined
  leadMinutes?: number | undefined
}

/**
 * Changes when, or by which way, something is sent, also for what is booked already.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`, `not_found`, `changed_meanwhile`, `conflict` (`rule_exists`);
 *   DatabaseError.
 */
export async function changeRule(
  ctx: TenantContext,
  { ruleId, edition, ...changes }: RuleChange,
): Promise<Rule> {
  const actor = requireStaff(ctx, 'messages:change')
  const before = await findRule(ctx, ruleId)
  const { edition: seen, ...known } = before
  // It is of a kind that rules are made of: rows of others are nobody's to make.
  const { channel, leadMinutes } = parseInput(ruleInput, { ...known, ...given(changes) } as RuleInput)
  const { kind, serviceId } = before
  const isTwin = sql`EXISTS (SELECT 1 FROM notification_rules AS twin WHERE twin.id <> ${ruleId} AND twin.kind = ${kind}
    AND twin.channel = ${channel} AND twin.lead_minutes = ${leadMinutes} AND twin.service_id IS ${serviceId})`
  const isSeen = eq(notificationRules.edition, edition ?? seen)
  const isDone = await writeRules(ctx, {
    statements: [
      ctx.db.orm
        .update(notificationRules)
        .set({ channel, leadMinutes })
        .where(and(eq(notificationRules.id, ruleId), isSeen, sql`NOT ${isTwin}`)),
    ],
    audit: {
      actor,
      action: 'notification_rule.changed',
      before: { id: ruleId, channel: before.channel, leadMinutes: before.leadMinutes },
      after: { id: ruleId, channel, leadMinutes },
    },
    ...(kind === 'reminder' ? { reminders: { serviceId } } : {}),
  })
  if (!isDone)
    throw (await findRule(ctx, ruleId)).edition === (edition ?? seen) ? ruleExists() : changedMeanwhile()
  return findRule(ctx, ruleId)
}

/** @throws AppError `not_found`; DatabaseError. */
export async function findRule(ctx: TenantContext, ruleId: string): Promise<Rule> {
  const { rules } = await listRules(ctx)
  const rule = rules.find(({ id }) => id === ruleId)
  if (!rule) throw new AppError('not_found', 'There is no such rule.')
  return rule
}
