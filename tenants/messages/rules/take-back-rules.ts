import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { notificationRules, services, type AuditRow } from '../../../db/tenant/schema/index.ts'
import { requireStaff } from '../../access/require-staff.ts'
import { readOwnLately } from '../../audit/read-own-lately.ts'
import type { TenantContext } from '../../context.ts'
import { makeId } from '../../ids.ts'
import { ruleChannels, ruleKinds } from './rule-input.ts'
import { writeRules } from './write-rules.ts'

// What the verbs of this folder write into the log.
const [kind, channel] = [z.enum(ruleKinds), z.enum(ruleChannels)]
const timed = { id: z.string(), channel, leadMinutes: z.number() }
const wholeRule = z.object({ ...timed, kind, serviceId: z.string().nullable() })
const changedRule = z.object(timed)
const ownRules = z.object({ serviceId: z.string(), isOwn: z.boolean(), rules: z.array(z.string()) })
const noticeLines = z.object({ notices: z.array(z.string()) })

/**
 * Takes back what whoever asks did last to the rules, as the log knows it, within ten minutes. What was taken back is not
 * done again.
 *
 * @returns Whether there was something still.
 * @throws AppError `unauthorized`, `forbidden`; DatabaseError.
 */
export async function takeBackRules(ctx: TenantContext): Promise<boolean> {
  const actor = requireStaff(ctx, 'messages:change')
  const [last] = await readOwnLately(ctx, { actor, about: 'notification_rule', limit: 1 })
  const undone = last && undo(ctx, last)
  if (!undone) return false
  const { subjectId, before, after } = last
  return writeRules(ctx, {
    ...undone,
    audit: { actor, action: 'notification_rule.taken_back', before: after ?? {}, after: before ?? {} },
    ...(last.action === 'notification_rule.notices'
      ? {}
      : { reminders: { serviceId: subjectId === 'studio' ? null : subjectId } }),
  })
}

type Undone = Pick<Parameters<typeof writeRules>[1], 'statements' | 'mayBeNothing'>

function undo(ctx: TenantContext, { action, before, after }: AuditRow): Undone | undefined {
  const { orm } = ctx.db
  const createdAt = ctx.now()
  switch (action) {
    case 'notification_rule.created': {
      const { id } = wholeRule.parse(after)
      return { statements: [orm.delete(notificationRules).where(eq(notificationRules.id, id))] }
    }
    case 'notification_rule.deleted': {
      const row = { ...wholeRule.parse(before), createdAt }
      return { statements: [orm.insert(notificationRules).values(row).onConflictDoNothing()] }
    }
    case 'notification_rule.changed': {
      const { id, ...was } = changedRule.parse(before)
      return {
        statements: [orm.update(notificationRules).set(was).where(eq(notificationRules.id, id))],
      }
    }
    case 'notification_rule.own':
      return undoOwn(ctx, ownRules.parse(before))
    case 'notification_rule.notices': {
      const rows = noticeLines.parse(before).notices.map((line) => {
        const [one, way] = line.split(' ')
        const told = { kind: kind.parse(one), channel: channel.parse(way) }
        return { ...told, id: makeId('nrl'), leadMinutes: 0, serviceId: null, createdAt }
      })
      return {
        statements: [
          orm.delete(notificationRules).where(sql`service_id IS NULL AND kind <> 'reminder'`),
          ...(rows.length > 0 ? [orm.insert(notificationRules).values(rows)] : []),
        ],
        mayBeNothing: true,
      }
    }
    default:
      return undefined
  }
}

function undoOwn(ctx: TenantContext, { serviceId, isOwn, rules }: z.output<typeof ownRules>): Undone {
  const { orm } = ctx.db
  const rows = rules.map((line) => {
    const [lead, way] = line.split(' ')
    const told = { kind: 'reminder' as const, channel: channel.parse(way), leadMinutes: Number(lead) }
    return { ...told, id: makeId('nrl'), serviceId, createdAt: ctx.now() }
  })
  const isOfService = and(eq(notificationRules.serviceId, serviceId), eq(notificationRules.kind, 'reminder'))
  return {
    statements: [
      orm.update(services).set({ hasOwnReminders: isOwn }).where(eq(services.id, serviceId)),
      orm.delete(notificationRules).where(isOfService),
      ...(rows.length > 0 ? [orm.insert(notificationRules).values(rows)] : []),
    ],
  }
}
