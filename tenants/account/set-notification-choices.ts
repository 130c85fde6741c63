import { z } from 'zod'
import { consents, notificationChoices, notificationKinds } from '../../db/tenant/schema/index.ts'
import { requireLogin } from '../access/require-login.ts'
import type { TenantContext } from '../context.ts'
import { makeId } from '../ids.ts'
import { parseInput } from '../parse-input.ts'
import { localize } from '../studio/localize.ts'
import { ensureOwnClient, selfOf } from './account-of.ts'
import { readNotificationChoices, type NotificationChoices } from './list-notification-choices.ts'
import { newsConsent } from './news-consent.ts'

const choicesInput = z.object({
  reminder: z.boolean('invalid').optional(),
  waitlist: z.boolean('invalid').optional(),
  news: z.boolean('invalid').optional(),
})

/**
 * Says what the client who signed in wants to be told; what is not given stays as it is. News need their consent:
 * agreeing and taking it back are written down with the words they saw, whenever either is new.
 *
 * @throws AppError `unauthorized`; `invalid_input`; `conflict` (`email_taken`); DatabaseError.
 */
export async function setNotificationChoices(
  ctx: TenantContext,
  raw: z.input<typeof choicesInput>,
): Promise<NotificationChoices> {
  requireLogin(ctx)
  const wanted = parseInput(choicesInput, raw)
  const clientId = await ensureOwnClient(ctx)
  const before = await readNotificationChoices(ctx, clientId)
  const statements = notificationKinds.flatMap((kind) => {
    const isWanted = wanted[kind] ?? before[kind]
    if (isWanted === before[kind]) return []
    const choice = setChoice(ctx, { clientId, kind, isWanted })
    return kind === 'news' ? [choice, insertNewsConsent(ctx, { clientId, isGiven: isWanted })] : [choice]
  })
  const [first, ...others] = statements
  if (first) await ctx.db.write([first, ...others])
  return {
    reminder: wanted.reminder ?? before.reminder,
    waitlist: wanted.waitlist ?? before.waitlist,
    news: wanted.news ?? before.news,
  }
}

type Choice = Pick<typeof notificationChoices.$inferInsert, 'clientId' | 'kind' | 'isWanted'>

function setChoice({ db, now }: TenantContext, { isWanted, ...choice }: Choice) {
  const set = { isWanted, updatedAt: now() }
  const { clientId, kind, channel } = notificationChoices
  return db.orm
    .insert(notificationChoices)
    .values({ ...choice, channel: 'email', ...set })
    .onConflictDoUpdate({ target: [clientId, kind, channel], set })
}

function insertNewsConsent(ctx: TenantContext, consent: { clientId: string; isGiven: boolean }) {
  return ctx.db.orm.insert(consents).values({
    ...consent,
    id: makeId('con'),
    kind: 'news',
    text: localize(newsConsent.text, requireLogin(ctx).user.locale, 'en'),
    version: newsConsent.version,
    at: ctx.now(),
    source: 'account',
    actor: selfOf(ctx),
  })
}
