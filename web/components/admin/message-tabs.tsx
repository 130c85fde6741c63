import { NavLink } from '@remix-run/react'

/** As `views/admin/messages/message-tabs.server.ts` names them. */
type MessageTabsProps = { tabs: { href: string; label: string }[]; label: string }

/** The parts of what is told to clients. */
export function MessageTabs({ tabs, label }: MessageTabsProps) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <NavLink className="tab" key={tab.href} to={tab.href} end={tab.href === '/admin/messages'}>
          {tab.label}
        </NavLink>
      ))}
    </nav>
  )
}
