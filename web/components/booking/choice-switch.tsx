import type { TimesView } from '../../views/times-view.server.ts'
import { Link } from '../link.tsx'

/** One question of the booking with its answers side by side: how long, where. The day stays. */
export function ChoiceSwitch({ label, answers }: TimesView['options'][number]) {
  return (
    <nav className="choice" aria-label={label}>
      <span className="choice-label" aria-hidden="true">
        {label}
      </span>
      <ul className="choice-answers">
        {answers.map(({ label: answer, href, isCurrent }) => (
          <li key={answer}>
            <Link
              className="choice-answer"
              to={href}
              aria-current={isCurrent ? 'true' : undefined}
              preventScrollReset
            >
              {answer}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
