import { Form } from '@remix-run/react'
import type { TimesView } from '../../views/times-view.server.ts'
import { ContactLinks } from '../contact-links.tsx'
import { Link } from '../link.tsx'

type TimeListProps = Pick<TimesView, 'day' | 'words' | 'contact'> & {
  /** Whether a time is kept as soon as it is chosen: then choosing one is not a link. */
  isKeeping?: boolean
}

/** The free times of the chosen day, or where there is one next. */
export function TimeList({ day, words, contact, isKeeping = false }: TimeListProps) {
  return (
    <section className="times" aria-labelledby="times-title">
      <h2 className="times-title" id="times-title">
        {day.title}
      </h2>
      <output className="visually-hidden">{day.status}</output>
      {day.full ? <NoTimes day={day} words={words} contact={contact} /> : null}
      <Form method="post" className="times-parts">
        {day.parts.map(({ label, times }) => (
          <div className="times-part" key={label}>
            <h3 className="times-part-title">{label}</h3>
            <ul className="times-grid">
              {times.map((one) => (
                <li key={one.startsAt}>
                  {isKeeping ? (
                    <button className="time" type="submit" formAction={one.href}>
                      <TimeFace {...one} />
                    </button>
                  ) : (
                    <Link className="time" to={one.href}>
                      <TimeFace {...one} />
                    </Link>
                  )}
                </li>
              ))}
            </ul>
          </div>
        ))}
      </Form>
    </section>
  )
}

type Time = TimesView['day']['parts'][number]['times'][number]

function TimeFace({ time, yourTime }: Time) {
  return (
    <>
      <span className="time-clock">{time}</span>
      {yourTime ? <span className="time-yours">{yourTime}</span> : null}
    </>
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
