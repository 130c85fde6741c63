import { Form } from '@remix-run/react'
import type { FreeTimes } from '../../../views/admin/bookings/free-times.server.ts'
import { Link } from '../../link.tsx'

type TimesPickerProps = {
  times: FreeTimes
  /** The page, and what of its address a form keeps. */
  action: string
  keep: readonly (readonly string[])[]
}

/** A week of what can be booked, day by day; and any other time, typed. */
export function TimesPicker({ times, action, keep }: TimesPickerProps) {
  const { isClass, day, days, none, earlierHref, laterHref, words } = times
  return (
    <div className="times">
      <div className="times-head">
        <Form action={action} className="form-inline">
          <Kept keep={keep} />
          <label className="times-day">
            <span className="field-label">{words.week}</span>
            <input className="field-input" type="date" name="day" defaultValue={day} key={day} />
          </label>
          <button className="button button-quiet" type="submit">
            {words.show}
          </button>
        </Form>
      </div>
      {days.length === 0 ? <p className="desk-intro">{none}</p> : null}
      {days.map(({ on, label, times: ofDay }) => (
        <section className="times-of-day" key={on} aria-label={label}>
          <h3 className="times-label">{label}</h3>
          <ul className="time-links">
            {ofDay.map((time) => (
              <li key={time.key}>
                <Link
                  className={`time-link ${time.isFull ? 'time-full' : ''}`}
                  to={time.href}
                  aria-current={time.isChosen ? 'true' : undefined}
                >
                  {time.label}
                  {time.under ? <span className="time-under">{time.under}</span> : null}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <nav className="pages" aria-label={words.label}>
        {earlierHref ? (
          <Link className="button button-quiet button-small" to={earlierHref} preventScrollReset>
            {words.earlier}
          </Link>
        ) : null}
        <Link className="button button-quiet button-small" to={laterHref} preventScrollReset>
          {words.later}
        </Link>
      </nav>
      {isClass ? null : <AnotherTime times={times} action={action} keep={keep} />}
    </div>
  )
}

function AnotherTime({ times: { day, words }, action, keep }: TimesPickerProps) {
  return (
    <details className="fold">
      <summary>{words.another}</summary>
      <div className="fold-body">
        <p className="soft">{words.anotherHint}</p>
        <Form action={action} className="form-inline">
          <Kept keep={keep} />
          <div className="field">
            <label className="field-label" htmlFor="on">
              {words.date}
            </label>
            <input className="field-input" id="on" type="date" name="on" defaultValue={day} required />
          </div>
          <div className="field">
            <label className="field-label" htmlFor="at">
              {words.time}
            </label>
            <input className="field-input" id="at" type="time" name="at" required />
          </div>
          <button className="button button-quiet" type="submit">
            {words.anotherButton}
          </button>
        </Form>
      </div>
    </details>
  )
}

/** What a form that asks keeps of the address. */
export function Kept({ keep }: Pick<TimesPickerProps, 'keep'>) {
  return keep.map(([name = '', value = '']) => <input key={name} type="hidden" name={name} value={value} />)
}
