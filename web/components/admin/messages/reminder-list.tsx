import { Form } from '@remix-run/react'
import { Link } from '../../link.tsx'
import { Empty } from '../empty.tsx'

type ReminderListProps = {
  page: {
    mayChange: boolean
    service: { hasOwn: boolean; studioHref: string } | null
    reminders: { id: string; when: string; channel: string }[]
    words: Record<
      | 'list'
      | 'none'
      | 'noneText'
      | 'remove'
      | 'usesStudio'
      | 'usesOwn'
      | 'makeOwn'
      | 'backToStudio'
      | 'changeStudio',
      string
    >
  }
}

/** The reminders that go out, each with its way out; and whose they are. */
export function ReminderList({ page: { mayChange, service, reminders, words } }: ReminderListProps) {
  const mayRemove = mayChange && (service === null || service.hasOwn)
  return (
    <section aria-label={words.list}>
      {service ? (
        <div className="panel reminder-whose">
          <p>{service.hasOwn ? words.usesOwn : words.usesStudio}</p>
          {mayChange ? (
            <Form method="post" className="desk-actions" preventScrollReset>
              <button
                className="button button-quiet button-small"
                name="intent"
                value={service.hasOwn ? 'studio' : 'own'}
              >
                {service.hasOwn ? words.backToStudio : words.makeOwn}
              </button>
              {service.hasOwn ? null : (
                <Link className="text-link" to={service.studioHref}>
                  {words.changeStudio}
                </Link>
              )}
            </Form>
          ) : null}
        </div>
      ) : null}
      {reminders.length === 0 ? <Empty title={words.none} text={words.noneText} /> : null}
      <ul className="lines reminder-list">
        {reminders.map(({ id, when, channel }) => (
          <li key={id}>
            <span>
              <b>{when}</b> <span className="soft">{channel}</span>
            </span>
            {mayRemove ? (
              <Form method="post" preventScrollReset>
                <input type="hidden" name="id" value={id} />
                <button
                  className="button button-quiet button-small button-warns"
                  name="intent"
                  value="remove"
                >
                  {words.remove}
                  <span className="visually-hidden">
                    {' '}
                    {when}, {channel}
                  </span>
                </button>
              </Form>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
