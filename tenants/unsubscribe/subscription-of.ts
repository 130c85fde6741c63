import { isAboutAccount, type ClaimedMessage } from '../messages/claim-messages.ts'
import { clientOf } from '../messages/message-matter.ts'
import type { Subscription } from './unsubscribe-token.ts'

/**
 * What somebody may say no to who got this mail; nothing for what they have to be told: that something was booked, changed or
 * cancelled, and what they asked for themselves.
 */
export function subscriptionOf(claimed: ClaimedMessage): Subscription | undefined {
  if (isAboutAccount(claimed)) {
    const { kind, userId } = claimed.message
    return kind === 'staff_digest' && userId !== null ? { topic: 'digest', userId } : undefined
  }
  const { matter, message } = claimed
  const clientId = clientOf(matter)
  if (matter.about === 'entry') return { topic: 'waitlist', clientId }
  if (message.kind === 'reminder') return { topic: 'reminder', clientId }
  return message.kind === 'miss_you' ? { topic: 'news', clientId } : undefined
}
