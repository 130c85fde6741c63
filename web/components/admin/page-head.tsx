import type { ReactNode } from 'react'
import { Link } from '../link.tsx'

type PageHeadProps = {
  title: string
  intro?: string
  /** The page above this one. */
  back?: { href: string; label: string }
  /** What can be done here. */
  children?: ReactNode
}

/** What a page of the admin is, where it belongs, and its foremost actions. */
export function PageHead({ title, intro, back, children }: PageHeadProps) {
  return (
    <div className="desk-head">
      <div className="desk-head-text">
        {back ? (
          <Link className="desk-back" to={back.href}>
            {back.label}
          </Link>
        ) : null}
        <h1>{title}</h1>
        {intro ? <p className="desk-intro">{intro}</p> : null}
      </div>
      {children ? <div className="desk-actions">{children}</div> : null}
    </div>
  )
}
