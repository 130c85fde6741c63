import type { CalendarItem } from '../../../views/admin/calendar/calendar-items.server.ts'
import type { CalendarPage } from '../../../views/admin/calendar/calendar-view.server.ts'

type Said = Pick<CalendarPage, 'names' | 'words'>

/** What it is called in the first place: who comes, what class it is, or that somebody is away. */
export function headlineOf(item: CalendarItem, { names, words }: Said): string {
  if (item.kind === 'away') return item.who || words.away
  return item.who || (names.services[item.serviceId]?.name ?? '')
}

/** What else: the service, the trainer, how many. */
export function sublineOf(item: CalendarItem, { names, words }: Said): string {
  const trainers = [item.trainerId, item.secondTrainerId].map((id) => (id ? names.trainers[id] : ''))
  const service = item.who && item.kind === 'appointment' ? names.services[item.serviceId]?.name : ''
  const away = item.kind === 'away' && item.who ? words.away : ''
  return [service, away, ...trainers, item.places].filter(Boolean).join(' · ')
}

/** What there is to say of how it stands; nothing of what is as it should be. */
export function statusOf({ status }: CalendarItem, { words }: Said): string {
  if (status === '' || status === 'confirmed' || status === 'scheduled' || status === 'completed') return ''
  return words.statuses[status as keyof typeof words.statuses]
}
