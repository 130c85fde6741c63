import { NavLink } from '@remix-run/react'

/** Classes day by day, and what comes back every week. */
export function ClassTabs({ words }: { words: { label: string; week: string; series: string } }) {
  return (
    <nav className="tabs" aria-label={words.label}>
      <NavLink className="tab" to="/admin/classes" end>
        {words.week}
      </NavLink>
      <NavLink className="tab" to="/admin/classes/series">
        {words.series}
      </NavLink>
    </nav>
  )
}
