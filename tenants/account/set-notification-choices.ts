import { z } from 'zod'
import { locales, notificationChoices, notificationKinds } from '../../db/tenant/schema/index.ts'
import { requireLogin } from '../access/require-login.ts'
import type { TenantContext } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { insertConsent } from '../privacy/insert-consent.ts'
import type { Locale } from '../studio/get-catalogue.ts'
import { localize } from '../studio/localize.ts'
import { ensureOwnClient, selfOf } from './account-of.ts'
import { readNotificationChoices, type NotificationChoices } from './list-notification-choices.ts'
import { newsConsent } from './news-consent.ts'

const choicesInput = z.object({
  reminder: z.boolean('invalid').optional(),
  waitlist: z.boolean('invalid').optional(),
  news: z.boolean('invalid').optional(),
  /** The language they read it in; else that of their login. */
  locale: z.enum(locales, 'not_a_locale').optional(),
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
  const { user } = requireLogin(ctx)
  const wanted = parseInput(choicesInput, raw)
  const clientId = await ensureOwnClient(ctx)
  const before = await readNotificationChoices(ctx, clientId)
  const statements = notificationKinds.flatMap((kind) => {
    const isWanted = wanted[kind] ?? before[kind]
    if (isWanted === before[kind]) return []
    const choice = setChoice(ctx, { clientId, kind, isWanted })
    return kind === 'news'
      ? [
          choice,
          insertNewsConsent(ctx, { clientId, isGiven: isWanted, locale: wanted.locale ?? user.locale }),
        ]
      : [choice]
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

type NewsConsent = { clientId: string; isGiven: boolean; locale: Locale }

function insertNewsConsent(ctx: TenantContext, { locale, ...consent }: NewsConsent) {
  return insertConsent(ctx, {
    ...consent,
    kind: 'news',
    text: localize(newsConsent.text, locale, 'en'),
    version: newsConsent.version,
    source: 'account',
    actor: selfOf(ctx),
  })
}
