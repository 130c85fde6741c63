import type { Steps } from '../../views/choice.server.ts'
import { Link } from '../link.tsx'

/** Where one is in the booking, what has been chosen, and the way back to change it. */
export function StepTrail({ label, items }: Steps) {
  return (
    <nav className="steps" aria-label={label}>
      <ol className="steps-list">
        {items.map(({ name, label: step, chosen, href, isCurrent }) => (
          <li className="step" key={name} aria-current={isCurrent ? 'step' : undefined}>
            {href ? (
              <Link className="step-link" to={href}>
                <span className="visually-hidden">{step}: </span>
                {chosen ?? step}
              </Link>
            ) : (
              <span>{step}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}
