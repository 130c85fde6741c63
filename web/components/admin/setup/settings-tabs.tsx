import { NavLink } from '@remix-run/react'

type SettingsTabsProps = {
  words: { tabs: { general: string; limits: string; plan: string; webhooks: string; support: string } }
  /** Where data go is for whoever may change the settings. */
  mayChange: boolean
}

/** The parts of the settings. */
export function SettingsTabs({ words: { tabs }, mayChange }: SettingsTabsProps) {
  return (
    <nav className="tabs" aria-label={tabs.general}>
      <NavLink className="tab" to="/admin/settings" end>
        {tabs.general}
      </NavLink>
      <NavLink className="tab" to="/admin/settings/limits">
        {tabs.limits}
      </NavLink>
      <NavLink className="tab" to="/admin/settings/plan">
        {tabs.plan}
      </NavLink>
      {mayChange ? (
        <NavLink className="tab" to="/admin/webhooks">
          {tabs.webhooks}
        </NavLink>
      ) : null}
      <NavLink className="tab" to="/admin/settings/support">
        {tabs.support}
      </NavLink>
    </nav>
  )
}
