import type { DetailsView } from '../../views/details-view.server.ts'
import { Link } from '../link.tsx'

type GoneTimesProps = { times: DetailsView['nearest']; timesHref: string; words: DetailsView['words'] }

/** A time that was free when the link was made, and what is free near it now. */
export function GoneTimes({ times, timesHref, words }: GoneTimesProps) {
  return (
    <>
      {times.length > 0 ? <p className="lead">{words.goneText}</p> : null}
      <ul className="other-times">
        {times.map(({ label, href }) => (
          <li key={href}>
            <Link className="other-time" to={href}>
              <span className="other-time-when">{label}</span>
            </Link>
          </li>
        ))}
      </ul>
      <Link className="text-link" to={timesHref}>
        {words.anotherTime}
      </Link>
    </>
  )
}
