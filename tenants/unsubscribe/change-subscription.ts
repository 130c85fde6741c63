import { and, desc, eq } from 'drizzle-orm'
import {
  clients,
  consents,
  notificationChoices,
  staffNotificationChoices,
  users,
} from '../../db/tenant/schema/index.ts'
import { newsConsent } from '../account/news-consent.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { insertConsent } from '../privacy/insert-consent.ts'
import { localize } from '../studio/localize.ts'
import { readUnsubscribeToken, type Subscription } from './unsubscribe-token.ts'

/** What a link says no to, and how that stands. */
export type SubscriptionState = { topic: Subscription['topic']; isWanted: boolean }

type OfClient = Exclude<Subscription, { topic: 'digest' }>
type OfStaff = Extract<Subscription, { topic: 'digest' }>

/** @throws AppError `link_spent` for a link that is not ours, or about somebody who is not here any more. */
export async function readSubscription(
  ctx: TenantContext,
  { token }: { token: string },
): Promise<SubscriptionState> {
  const subscription = await findSubscription(ctx, token)
  return { topic: subscription.topic, isWanted: await isWantedNow(ctx, subscription) }
}

/**
 * Says no to a kind of mail, or yes again, for whoever holds the link: nobody has to sign in for that. Twice is once. News
 * are a matter of consent: taking it back is written down, and so is giving it again.
 *
 * @throws AppError `link_spent` as above.
 */
export async function changeSubscription(
  ctx: TenantContext,
  { token, isWanted }: { token: string; isWanted: boolean },
): Promise<SubscriptionState> {
  const subscription = await findSubscription(ctx, token)
  const before = await isWantedNow(ctx, subscription)
  if (before !== isWanted) {
    await (subscription.topic === 'digest'
      ? ctx.db.write([setStaffChoice(ctx, { ...subscription, isWanted })])
      : writeClientChoice(ctx, { ...subscription, isWanted }))
  }
  return { topic: subscription.topic, isWanted }
}

async function findSubscription(ctx: TenantContext, token: string): Promise<Subscription> {
  const subscription = await readUnsubscribeToken(ctx, token)
  if (!subscription) throw gone()
  const { orm, read } = ctx.db
  if (subscription.topic === 'digest') {
    const [[user]] = await read([
      orm.select({ status: users.status }).from(users).where(eq(users.id, subscription.userId)),
    ])
    if (user?.status !== 'active') throw gone()
    return subscription
  }
  const { id, erasedAt, mergedIntoId } = clients
  const [[client]] = await read([
    orm.select({ erasedAt, mergedIntoId }).from(clients).where(eq(id, subscription.clientId)),
  ])
  if (!client || (client.erasedAt !== null && client.mergedIntoId === null)) throw gone()
  return { ...subscription, clientId: client.mergedIntoId ?? subscription.clientId }
}

async function isWantedNow({ db }: TenantContext, subscription: Subscription): Promise<boolean> {
  if (subscription.topic === 'digest') {
    const { userId, kind, isWanted } = staffNotificationChoices
    const [[choice]] = await db.read([
      db.orm
        .select({ isWanted })
        .from(staffNotificationChoices)
        .where(and(eq(userId, subscription.userId), eq(kind, 'digest'))),
    ])
    return choice?.isWanted ?? true
  }
  const { clientId, kind, channel, isWanted } = notificationChoices
  const [[choice]] = await db.read([
    db.orm
      .select({ isWanted })
      .from(notificationChoices)
      .where(and(eq(clientId, subscription.clientId), eq(kind, subscription.topic), eq(channel, 'email'))),
  ])
  return choice?.isWanted ?? subscription.topic !== 'news'
}

function setStaffChoice({ db }: TenantContext, { userId, isWanted }: OfStaff & { isWanted: boolean }) {
  const { userId: whose, kind } = staffNotificationChoices
  return db.orm
    .insert(staffNotificationChoices)
    .values({ userId, kind: 'digest', isWanted })
    .onConflictDoUpdate({ target: [whose, kind], set: { isWanted } })
}

async function writeClientChoice(
  ctx: TenantContext,
  { clientId, topic, isWanted }: OfClient & { isWanted: boolean },
): Promise<void> {
  const { db } = ctx
  const { clientId: whose, kind, channel } = notificationChoices
  const set = { isWanted, updatedAt: ctx.now() }
  const choice = db.orm
    .insert(notificationChoices)
    .values({ clientId, kind: topic, channel: 'email', ...set })
    .onConflictDoUpdate({ target: [whose, kind, channel], set })
  if (topic !== 'news') {
    await db.write([choice])
    return
  }
  // In the words they agreed to before.
  const [[last], [client]] = await db.read([
    db.orm
      .select({ text: consents.text, version: consents.version })
      .from(consents)
      .where(and(eq(consents.clientId, clientId), eq(consents.kind, 'news')))
      .orderBy(desc(consents.at))
      .limit(1),
    db.orm.select({ locale: clients.locale }).from(clients).where(eq(clients.id, clientId)),
  ])
  const said = last ?? {
    text: localize(newsConsent.text, client?.locale ?? 'en', 'en'),
    version: newsConsent.version,
  }
  const how = { source: 'unsubscribe', actor: 'client' }
  await db.write([choice, insertConsent(ctx, { ...said, ...how, clientId, kind: 'news', isGiven: isWanted })])
}

function gone(): AppError {
  return new AppError('link_spent', 'This link is about nobody here any more.')
}
