import type { ReactNode } from 'react'

/** The heading of a section, with the theme's own flourish around it. */
export function SectionTitle({ id, children }: { id: string; children: ReactNode }) {
  return (
    <h2 className="section-title" id={id}>
      <span className="section-title-text">{children}</span>
    </h2>
  )
}
