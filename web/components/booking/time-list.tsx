import { Form } from '@remix-run/react'
import type { TimesView } from '../../views/times-view.server.ts'
import { ContactLinks } from '../contact-links.tsx'
import { Link } from '../link.tsx'

/** The free times of the chosen day, or where there is one next. */
export function TimeList({ day, words, contact }: Pick<TimesView, 'day' | 'words' | 'contact'>) {
  return (
    <section className="times" aria-labelledby="times-title">
      <h2 className="times-title" id="times-title">
        {day.title}
      </h2>
      <output className="visually-hidden">{day.status}</output>
      {day.full ? <NoTimes day={day} words={words} contact={contact} /> : null}
      {/* A time is kept while its form is filled, so choosing one is not a link. */}
      <Form method="post" className="times-parts">
        {day.parts.map(({ label, times }) => (
          <div className="times-part" key={label}>
            <h3 className="times-part-title">{label}</h3>
            <ul className="times-grid">
              {times.map(({ startsAt, time, yourTime, action }) => (
                <li key={startsAt}>
                  <button className="time" type="submit" formAction={action}>
                    <span className="time-clock">{time}</span>
                    {yourTime ? <span className="time-yours">{yourTime}</span> : null}
                  </button>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </Form>
    </section>
  )
}

function NoTimes({ day, words, contact }: Pick<TimesView, 'day' | 'words' | 'contact'>) {
  return (
    <div className="times-none">
      <p className="lead">{day.full}</p>
      {day.firstFree ? (
        <Link className="button" to={day.firstFree.href} preventScrollReset>
          {day.firstFree.text}
        </Link>
      ) : (
        <>
          <p>{words.none}</p>
          <p className="soft">{words.noneHint}</p>
          <ContactLinks {...contact} />
        </>
      )}
    </div>
  )
}
