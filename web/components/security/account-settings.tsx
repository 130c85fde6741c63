import type { ReactNode } from 'react'
import type { AccountFrame as Frame } from '../../views/account/account-frame.server.ts'
import { AccountFrame } from '../account/account-frame.tsx'
import { Link } from '../link.tsx'

type AccountSettingsProps = {
  page: Frame & { back?: { href: string; label: string } }
  children: ReactNode
}

/** A part of the security settings within the account, with the way back to all of them. */
export function AccountSettings({ page, children }: AccountSettingsProps) {
  return (
    <AccountFrame page={page}>
      {children}
      {page.back ? (
        <p className="settings-back">
          <Link className="text-link" to={page.back.href}>
            {page.back.label}
          </Link>
        </p>
      ) : null}
    </AccountFrame>
  )
}
