import type { CalendarPage } from '../../../views/admin/calendar/calendar-view.server.ts'
import { Link } from '../../link.tsx'
import type { Picked } from './grid.tsx'
import { Panel } from './panel.tsx'
import { instantOf } from './wall-time.ts'

type PickPanelProps = { picked: Picked; page: CalendarPage; onClose: () => void }

/** What shall be where somebody has clicked, or drawn over. */
export function PickPanel({ picked, page, onClose }: PickPanelProps) {
  const { words } = page
  const [start = '', end = ''] = [picked.start, picked.end].map((wall) =>
    instantOf(wall, page.asked.timeZone),
  )
  const trainer = picked.trainerId ?? page.asked.trainer
  const way = (path: string, times: Record<string, string>) =>
    `${path}?${new URLSearchParams({ ...(trainer ? { trainer } : {}), ...times }).toString()}`
  return (
    <Panel title={words.empty.title} close={words.close} onClose={onClose}>
      <p className="desk-intro">
        {picked.start.slice(11, 16)}–{picked.end.slice(11, 16)}
        {trainer ? ` · ${page.names.trainers[trainer] ?? ''}` : ''}
      </p>
      <div className="calendar-panel-ways">
        {page.mayBook ? (
          <Link className="button" to={way('/admin/bookings/new', { start })}>
            {words.book}
          </Link>
        ) : null}
        {page.mayBlock ? (
          <Link className="button button-quiet" to={way('/admin/calendar/block', { start, end })}>
            {words.block}
          </Link>
        ) : null}
      </div>
    </Panel>
  )
}
