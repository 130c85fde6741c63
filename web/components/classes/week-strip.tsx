import type { TimetableView } from '../../views/timetable-view.server.ts'
import { StripDay, Turn } from '../booking/day-strip.tsx'

type WeekStripProps = { view: Pick<TimetableView, 'strip' | 'week' | 'words'> }

/** The week that is shown, the ways to others, and, on phones, which of its days is open. */
export function WeekStrip({ view: { strip, week, words } }: WeekStripProps) {
  return (
    <nav className="week-strip" aria-label={words.days}>
      <div className="week-head">
        <Turn href={strip.earlierHref} label={words.earlierWeek} direction="back" />
        <h2 className="week-title">{week}</h2>
        <Turn href={strip.laterHref} label={words.laterWeek} direction="on" />
      </div>
      <ul className="strip-days">
        {strip.days.map((day) => (
          <li key={day.on}>
            <StripDay {...day} note={day.hasRoom ? words.hasRoom : words.noRoom} />
          </li>
        ))}
      </ul>
    </nav>
  )
}
