import type { ReactNode } from 'react'
import '../../styles/account.css'
import type { AccountFrame as Frame } from '../../views/account/account-frame.server.ts'
import { SignOutButton } from '../access/sign-out-button.tsx'
import { Link } from '../link.tsx'

/** A page of somebody's account: its title, and the ways to the other parts beside or above what it is about. */
export function AccountFrame({ page: { title, nav }, children }: { page: Frame; children: ReactNode }) {
  return (
    <main id="content" className="account">
      <nav className="account-nav" aria-label={nav.label}>
        <ul className="account-tabs">
          {nav.links.map(({ label, href, isCurrent }) => (
            <li key={href}>
              <Link className="account-tab" to={href} aria-current={isCurrent ? 'page' : undefined}>
                {label}
              </Link>
            </li>
          ))}
        </ul>
        <div className="account-leave">
          <SignOutButton {...nav.signOut} />
        </div>
      </nav>
      <div className="account-main">
        <h1 className="account-title">{title}</h1>
        {children}
      </div>
      {/* On phones it is last: above a title it would be in the way. */}
      <div className="account-leave-last no-print">
        <SignOutButton {...nav.signOut} />
      </div>
    </main>
  )
}
