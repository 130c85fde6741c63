import type { Calendar } from '@event-calendar/core'
import type { CalendarPage } from '../../../views/admin/calendar/calendar-view.server.ts'
import { headlineOf, sublineOf, statusOf } from './item-words.ts'

/** What stands in an item of the grid. Made of nodes: what people have written is text and nothing else. */
export function drawItem(event: Calendar.Event, page: CalendarPage): Node[] {
  const item = page.items.find(({ id }) => id === String(event.id))
  if (!item) return []
  const status = statusOf(item, page)
  return [
    line('item-time', item.time),
    line('item-title', headlineOf(item, page)),
    line('item-sub', sublineOf(item, page)),
    ...(item.conflict === null ? [] : [line('item-mark item-clash', `⚠ ${page.words.conflict}`)]),
    ...(status ? [line('item-mark', item.status === 'checked_in' ? `✓ ${status}` : status)] : []),
  ]
}

function line(className: string, text: string): Node {
  const element = document.createElement('span')
  element.className = className
  element.textContent = text
  return element
}
