import { sql } from 'drizzle-orm'
import { notificationRules } from '../../../db/tenant/schema/index.ts'
import { requireStaff } from '../../access/require-staff.ts'
import type { TenantContext } from '../../context.ts'
import { AppError } from '../../errors.ts'
import { makeId } from '../../ids.ts'
import { parseInput } from '../../parse-input.ts'
import { listRules } from './list-rules.ts'
import { ruleInput, type Rule, type RuleInput } from './rule-input.ts'
import { writeRules } from './write-rules.ts'

/** More than anybody reads. */
const MOST_RULES = 200

/**
 * Adds something that is sent: a reminder, also for what is booked already, or another way to tell of an event. A reminder of
 * one service is only for a service that has its own (`set-own-reminders.ts`).
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`, `not_found` (the service), `conflict` (`rule_exists`,
 *   `not_own`, `too_many`); DatabaseError.
 */
export async function createRule(ctx: TenantContext, raw: RuleInput): Promise<Rule> {
  const actor = requireStaff(ctx, 'messages:change')
  const input = parseInput(ruleInput, raw)
  const { kind, serviceId, channel, leadMinutes } = input
  const { rules, ownServiceIds } = await listRules(ctx)
  if (rules.length >= MOST_RULES)
    throw new AppError('conflict', 'There are enough rules.', { reason: 'too_many' })
  if (serviceId !== null) await requireService(ctx, serviceId)
  if (kind === 'reminder' && serviceId !== null && !ownServiceIds.includes(serviceId)) {
    const sentence = 'This service has the studio’s reminders. Give it reminders of its own first.'
    throw new AppError('conflict', sentence, { reason: 'not_own' })
  }
  const row = { id: makeId('nrl'), kind, channel, leadMinutes, serviceId }
  const isNew = await writeRules(ctx, {
    statements: [
      ctx.db.orm
        .insert(notificationRules)
        .values({ ...row, createdAt: ctx.now() })
        .onConflictDoNothing(),
    ],
    audit: { actor, action: 'notification_rule.created', after: row },
    ...(kind === 'reminder' ? { reminders: { serviceId } } : {}),
  })
  if (!isNew) throw ruleExists()
  return { ...row, edition: 1 }
}

export function ruleExists(): AppError {
  return new AppError('conflict', 'There is such a rule already.', { reason: 'rule_exists' })
}

/** @throws AppError `not_found`; DatabaseError. */
export async function requireService({ db }: TenantContext, serviceId: string): Promise<void> {
  const [[service]] = await db.read([
    db.orm.all(sql`SELECT 1 FROM services WHERE id = ${serviceId} AND status = 'active'`),
  ])
  if (!service) throw new AppError('not_found', 'There is no such service.')
}
