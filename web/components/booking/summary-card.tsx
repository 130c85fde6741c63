import type { ReactNode } from 'react'
import type { ChoiceSummary } from '../../views/choice.server.ts'
import { Portrait } from '../portrait.tsx'

type SummaryCardProps = { summary: ChoiceSummary; label: string; children?: ReactNode }

/** What is being booked: beside the page on desks, above it on phones. */
export function SummaryCard({ summary, label, children }: SummaryCardProps) {
  const { service, duration, price, trainer, portrait, policy } = summary
  return (
    <aside className="summary" aria-label={label}>
      <p className="summary-service">{service}</p>
      <p className="summary-facts">
        <span>{duration}</span>
        <span className="summary-price">{price}</span>
      </p>
      {children}
      <p className="summary-trainer">
        {portrait ? <Portrait {...portrait} size="small" /> : null}
        {trainer}
      </p>
      {policy ? <p className="summary-policy">{policy}</p> : null}
    </aside>
  )
}
