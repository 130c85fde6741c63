import type { ReactNode } from 'react'
import type { Shell } from '../../lib/shell.server.ts'
import { Mark } from '../mark.tsx'

type PlainProps = { shell: Pick<Shell, 'name' | 'initials'>; children: ReactNode }

/** A page of the admin without its frame: for who is only asked in, or has no business here. */
export function Plain({ shell, children }: PlainProps) {
  return (
    <main id="content" className="desk-plain">
      <div className="desk-plain-inner">
        <a className="desk-studio" href="/">
          <Mark initials={shell.initials} />
          <span className="desk-studio-name">{shell.name}</span>
        </a>
        {children}
      </div>
    </main>
  )
}
