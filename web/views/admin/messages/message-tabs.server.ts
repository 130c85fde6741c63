import type { Desk } from '../../../lib/desk.server.ts'

/** The log is everybody's, as far as they may see it; what is set, whoever sees all. In this order. */
const tabs = [
  { key: 'log', href: '/admin/messages', isForOwn: true },
  { key: 'reminders', href: '/admin/messages/reminders', isForOwn: false },
  { key: 'texts', href: '/admin/messages/texts', isForOwn: false },
  { key: 'senders', href: '/admin/messages/senders', isForOwn: false },
] as const

/** The parts of the messages that this person may go to, for `components/admin/message-tabs.tsx`. */
export function messageTabs({ mayAny, words }: Desk) {
  const labels = words('messageTabs')
  return {
    label: labels.label,
    tabs: tabs
      .filter(({ isForOwn }) => isForOwn || mayAny('messages:view'))
      .map(({ key, href }) => ({ href, label: labels[key] })),
  }
}
