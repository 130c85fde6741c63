import { and, eq, sql } from 'drizzle-orm'
import { notificationRules, services } from '../../../db/tenant/schema/index.ts'
import { requireStaff } from '../../access/require-staff.ts'
import type { TenantContext } from '../../context.ts'
import { makeId } from '../../ids.ts'
import { requireService } from './create-rule.ts'
import { listRules, type RuleList } from './list-rules.ts'
import { writeRules } from './write-rules.ts'

/**
 * Gives a service reminders of its own, the studio's to begin with, or takes them away: then it has the studio's again. As it
 * was already: nothing.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; DatabaseError.
 */
export async function setOwnReminders(
  ctx: TenantContext,
  { serviceId, isOwn }: { serviceId: string; isOwn: boolean },
): Promise<RuleList> {
  const actor = requireStaff(ctx, 'messages:change')
  await requireService(ctx, serviceId)
  const { rules } = await listRules(ctx)
  const reminders = rules.filter(({ kind }) => kind === 'reminder')
  const gone = reminders.filter((rule) => rule.serviceId === serviceId)
  const { orm } = ctx.db
  const copies = reminders
    .filter((rule) => rule.serviceId === null)
    .map(({ kind, channel, leadMinutes }) => {
      return { id: makeId('nrl'), kind, channel, leadMinutes, serviceId, createdAt: ctx.now() }
    })
  await writeRules(ctx, {
    statements: [
      orm
        .update(services)
        .set({ hasOwnReminders: isOwn })
        .where(and(eq(services.id, serviceId), sql`has_own_reminders <> ${Number(isOwn)}`)),
      orm
        .delete(notificationRules)
        .where(and(eq(notificationRules.serviceId, serviceId), eq(notificationRules.kind, 'reminder'))),
      ...(isOwn && copies.length > 0 ? [orm.insert(notificationRules).values(copies)] : []),
    ],
    audit: {
      actor,
      action: 'notification_rule.own',
      before: { serviceId, isOwn: !isOwn, rules: gone.map(toLine) },
      after: { serviceId, isOwn, rules: isOwn ? copies.map(toLine) : [] },
    },
    reminders: { serviceId },
  })
  return listRules(ctx)
}

/** A reminder as the log keeps it: "1440 email". */
export const toLine = ({ leadMinutes, channel }: { leadMinutes: number; channel: string }) =>
  `${leadMinutes} ${channel}`
