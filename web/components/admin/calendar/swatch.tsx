import type { CalendarItem } from '../../../views/admin/calendar/calendar-items.server.ts'
import type { CalendarPage } from '../../../views/admin/calendar/calendar-view.server.ts'

/** The colour of a service; as a picture, for a page may carry no styles of its own. */
export function Swatch({ item, page }: { item: CalendarItem; page: Pick<CalendarPage, 'names'> }) {
  const service = page.names.services[item.serviceId]
  return (
    <svg className={`swatch ${toneClass(service)}`} viewBox="0 0 10 10" aria-hidden="true">
      <rect width="10" height="10" rx="2" {...(service?.color ? { fill: service.color } : {})} />
    </svg>
  )
}

/** The class that gives a colour to what has none of its own. */
export const toneClass = (service: CalendarPage['names']['services'][string] | undefined): string =>
  !service ? 'tone-away' : service.color ? '' : `tone-${service.tone}`
