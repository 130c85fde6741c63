import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { notificationRules } from '../../../db/tenant/schema/index.ts'
import { requireStaff } from '../../access/require-staff.ts'
import type { TenantContext } from '../../context.ts'
import { makeId } from '../../ids.ts'
import { parseInput } from '../../parse-input.ts'
import { listRules, type RuleList } from './list-rules.ts'
import { noticeChannels, noticeKinds, type Rule } from './rule-input.ts'
import { writeRules } from './write-rules.ts'

const noticesInput = z.object({
  notices: z.array(z.object({ kind: z.enum(noticeKinds), channel: z.enum(noticeChannels) })).max(100),
})

/**
 * Says of which events the studio tells by text message or push as well: these and no others, whatever the service.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`; DatabaseError.
 */
export async function setNotices(ctx: TenantContext, raw: z.input<typeof noticesInput>): Promise<RuleList> {
  const actor = requireStaff(ctx, 'messages:change')
  const { notices } = parseInput(noticesInput, raw)
  const known = (await listRules(ctx)).rules.filter(isNotice)
  const isIn = (list: readonly Told[], one: Told) =>
    list.some(({ kind, channel }) => kind === one.kind && channel === one.channel)
  const gone = known.filter((rule) => !isIn(notices, rule)).map(({ id }) => id)
  const added = notices
    .filter((notice) => !isIn(known, notice))
    .map((notice) => ({
      ...notice,
      id: makeId('nrl'),
      leadMinutes: 0,
      serviceId: null,
      createdAt: ctx.now(),
    }))
  const { orm } = ctx.db
  const remove = orm
    .delete(notificationRules)
    .where(sql`id IN (SELECT value FROM json_each(${JSON.stringify(gone)}))`)
  if (gone.length + added.length > 0) {
    const insert = added.length > 0 ? [orm.insert(notificationRules).values(added).onConflictDoNothing()] : []
    await writeRules(ctx, {
      statements: gone.length > 0 ? [remove, ...insert] : [insert[0] ?? remove],
      audit: {
        actor,
        action: 'notification_rule.notices',
        before: { notices: known.map(toNotice) },
        after: { notices: notices.map(toNotice) },
      },
    })
  }
  return listRules(ctx)
}

type Told = { kind: string; channel: string }

/** Of an event, whatever the service: what `setNotices` sets. */
export const isNotice = ({ kind, serviceId }: Pick<Rule, 'kind' | 'serviceId'>): boolean =>
  kind !== 'reminder' && serviceId === null

/** Such a rule as the log keeps it: "booking_moved sms". */
const toNotice = ({ kind, channel }: Told) => `${kind} ${channel}`
