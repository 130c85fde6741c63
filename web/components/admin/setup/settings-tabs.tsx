import { NavLink } from '@remix-run/react'

type SettingsTabsProps = { words: { tabs: { general: string; limits: string } } }

/** The parts of the settings. */
export function SettingsTabs({ words: { tabs } }: SettingsTabsProps) {
  return (
    <nav className="tabs" aria-label={tabs.general}>
      <NavLink className="tab" to="/admin/settings" end>
        {tabs.general}
      </NavLink>
      <NavLink className="tab" to="/admin/settings/limits">
        {tabs.limits}
      </NavLink>
    </nav>
  )
}
