import type { ReactNode } from 'react'
import '../../styles/access.css'

type SettingsProps = {
  /** What has just been done. */
  notice?: string
  /** Why the form came back. */
  alert?: string | undefined
  children: ReactNode
}

/** A part of somebody's security settings, below the title that the account or the admin gives it. */
export function Settings({ notice, alert, children }: SettingsProps) {
  return (
    <div className="settings">
      {notice ? <output className="notice">{notice}</output> : null}
      {alert ? (
        <p className="form-errors" role="alert">
          {alert}
        </p>
      ) : null}
      {children}
    </div>
  )
}
