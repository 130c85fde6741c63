import { isAppError } from '../../tenants/errors.ts'
import {
  changeSubscription,
  readSubscription,
  type SubscriptionState,
} from '../../tenants/unsubscribe/change-subscription.ts'
import type { Portal } from '../lib/portal.server.ts'
import { titled, tokenOf } from './access/access-page.server.ts'

/** What the link says no to, and how that stands; opening it changes nothing, as programs open links, too. */
export async function unsubscribePage(portal: Portal) {
  const state = await orNone(readSubscription(portal.ctx, { token: tokenOf(portal) }))
  return state ? toPage(portal, state) : spentPage(portal)
}

/**
 * Says no to it, or yes again. A mail program presses the button by itself, with a form of its own or none (RFC 8058): the
 * answer is the page, and never leads elsewhere.
 */
export async function unsubscribeAnswer(portal: Portal): Promise<void> {
  const form = await portal.request.formData().catch(() => null)
  const isWanted = form?.get('intent') === 'undo'
  await orNone(changeSubscription(portal.ctx, { token: tokenOf(portal), isWanted }))
}

function toPage(portal: Portal, { topic, isWanted }: SubscriptionState) {
  const words = portal.words('unsubscribe')
  const isStaff = topic === 'digest'
  return {
    kind: 'open' as const,
    ...titled(portal, isWanted ? words.ask[topic] : words.done[topic]),
    text: words.still[topic],
    isWanted,
    submit: isWanted ? words.stop : words.undo,
    way: isStaff
      ? { href: '/admin/profile', label: words.choices }
      : { href: portal.path('/account/notifications'), label: words.choices },
  }
}

function spentPage(portal: Portal) {
  const words = portal.words('unsubscribe')
  return {
    kind: 'spent' as const,
    ...titled(portal, words.spentTitle),
    text: words.spentText,
    way: { href: portal.path('/'), label: words.home },
  }
}

async function orNone<Result>(work: Promise<Result>): Promise<Result | undefined> {
  try {
    return await work
  } catch (error) {
    if (isAppError(error, 'link_spent')) return undefined
    throw error
  }
}
