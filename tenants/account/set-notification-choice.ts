import { z } from 'zod'
import { consents, notificationChoices, notificationKinds } from '../../db/tenant/schema/index.ts'
import { requireLogin } from '../access/require-login.ts'
import type { TenantContext } from '../context.ts'
import { makeId } from '../ids.ts'
import { parseInput } from '../parse-input.ts'
import { localize } from '../studio/localize.ts'
import { ensureOwnClient, selfOf } from './account-of.ts'
import { listNotificationChoices, type NotificationChoice } from './list-notification-choices.ts'
import { newsConsent } from './news-consent.ts'

const choiceInput = z.object({ kind: z.enum(notificationKinds, 'invalid'), isWanted: z.boolean('invalid') })
export type NotificationChoiceInput = z.input<typeof choiceInput>

/**
 * Says whether the client who signed in wants to be told of something. News need their consent: agreeing and taking it
 * back are written down with the words they saw, when either is new.
 *
 * @throws AppError `unauthorized`; `invalid_input`; `conflict` (`email_taken`); DatabaseError.
 */
export async function setNotificationChoice(
  ctx: TenantContext,
  raw: NotificationChoiceInput,
): Promise<NotificationChoice[]> {
  const { user } = requireLogin(ctx)
  const { kind, isWanted } = parseInput(choiceInput, raw)
  const before = await listNotificationChoices(ctx)
  if (before.some((choice) => choice.kind === kind && choice.isWanted === isWanted)) return before
  const clientId = await ensureOwnClient(ctx)
  const { orm, write } = ctx.db
  const now = ctx.now()
  const set = { isWanted, updatedAt: now }
  const consent = {
    id: makeId('con'),
    clientId,
    kind: 'news',
    isGiven: isWanted,
    text: localize(newsConsent.text, user.locale, 'en'),
    version: newsConsent.version,
    at: now,
    source: 'account',
    actor: selfOf(ctx),
  } as const
  await write([
    orm
      .insert(notificationChoices)
      .values({ clientId, kind, channel: 'email', ...set })
      .onConflictDoUpdate({
        target: [notificationChoices.clientId, notificationChoices.kind, notificationChoices.channel],
        set,
      }),
    ...(kind === 'news' ? [orm.insert(consents).values(consent)] : []),
  ])
  return before.map((choice) => (choice.kind === kind ? { ...choice, isWanted } : choice))
}
