import type { Notification } from '../../../../tenants/messages/notification.ts'
import type { Desk } from '../../../lib/desk.server.ts'

type Told = Pick<Notification, 'kind' | 'leadMinutes'>
type Became = Pick<Notification, 'state' | 'delivery' | 'reason' | 'deliveryReason'>

const wordOf = (known: object, key: string): string | undefined =>
  Object.entries(known).find(([one]) => one === key)?.[1] as string | undefined

/** What a message tells: "Reminder, 24 h before". */
export function whatItTells(desk: Desk, { kind, leadMinutes }: Told): string {
  const { mails } = desk.words('deskBookings')
  const what = wordOf(mails, kind) ?? mails.other
  return leadMinutes > 0 ? desk.say('say.reminderBefore', { what, time: leadWords(desk, leadMinutes) }) : what
}

const badges = {
  planned: 'badge-faint',
  claimed: 'badge-faint',
  sent: '',
  delivered: 'badge-good',
  delayed: '',
  skipped: 'badge-faint',
  unknown: 'badge-warns',
  failed: 'badge-warns',
  bounced: 'badge-warns',
  complained: 'badge-warns',
  refused: 'badge-warns',
} as const

/** What became of a message: the vendor's word, once there is one, else ours; and why, as far as it has a reason. */
export function whatBecame({ words }: Desk, { state, delivery, reason, deliveryReason }: Became) {
  const { states, reasons } = words('messageLog')
  const word = state === 'sent' ? (delivery ?? state) : state
  const why = delivery ? deliveryReason : reason
  return {
    state: states[word],
    badge: badges[word],
    isBad: badges[word] === 'badge-warns',
    // A reason of ours has words; what a vendor said stays as they said it.
    reason: word === 'delivered' || why === null ? '' : (wordOf(reasons, why) ?? why),
  }
}

/** Where it goes: an address or a number; a push wherever the site is installed. */
export function whereTo(
  { words }: Desk,
  { channel, recipient }: Pick<Notification, 'channel' | 'recipient'>,
) {
  const { installed, forgotten } = words('messageLog')
  if (channel === 'push') return installed
  return recipient === '' ? forgotten : recipient
}

/** "2 days", "24 hours", "45 min". */
export function leadWords({ format, say }: Desk, minutes: number): string {
  if (minutes % 1_440 === 0 && minutes > 1_440) return say('say.daysBefore', { count: minutes / 1_440 })
  return minutes % 60 === 0 ? say('say.hours', { hours: minutes / 60 }) : format.duration(minutes)
}
