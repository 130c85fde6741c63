import { Form } from '@remix-run/react'
import type { TodayView } from './today.tsx'
import { Link } from '../link.tsx'

type DayRequestsProps = Pick<TodayView, 'requests' | 'requestsHref' | 'mayAnswer' | 'back' | 'words'>

/** What waits for a yes or a no. */
export function DayRequests({ requests, requestsHref, mayAnswer, back, words }: DayRequestsProps) {
  if (requests.length === 0) return null
  return (
    <section className="desk-section" aria-labelledby="requests">
      <h2 className="desk-section-head" id="requests">
        {words.requests}
      </h2>
      <ul className="notes-to-do">
        {requests.map(({ id, name, what, under, notes, href, confirm, decline }) => (
          <li className="to-do" key={id}>
            <div className="to-do-text">
              <p className="row-name">
                <Link to={href}>{name}</Link>
              </p>
              <p>{what}</p>
              <p className="row-under">{under}</p>
              {notes ? <p className="roster-notes">{notes}</p> : null}
            </div>
            {mayAnswer ? (
              <Form method="post" action="/admin/roster" className="row-actions">
                <input type="hidden" name="booking" value={id} />
                <input type="hidden" name="back" value={back} />
                <button className="button button-small" name="intent" value="confirm" aria-label={confirm}>
                  {words.confirm}
                </button>
                <button
                  className="button button-quiet button-small"
                  name="intent"
                  value="decline"
                  aria-label={decline}
                >
                  {words.decline}
                </button>
              </Form>
            ) : null}
          </li>
        ))}
      </ul>
      {requestsHref ? (
        <Link className="button button-quiet button-small" to={requestsHref}>
          {words.allRequests}
        </Link>
      ) : null}
    </section>
  )
}
