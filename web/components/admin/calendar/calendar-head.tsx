import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import type { CalendarPage } from '../../../views/admin/calendar/calendar-view.server.ts'
import { Link } from '../../link.tsx'
import { PageHead } from '../page-head.tsx'
import { useAsking } from '../use-asking.ts'

type HeadProps = { page: CalendarPage }

/** What is shown, on whose clock, and the ways to something else: links and one form, all in the address. */
export function CalendarHead({ page }: HeadProps) {
  const { words, heading, zone } = page
  return (
    <>
      <PageHead title={heading} intro={zone.text}>
        {page.mayBook ? (
          <Link className="button" to={page.bookHref}>
            {words.book}
          </Link>
        ) : null}
        {page.mayBlock ? (
          <Link className="button button-quiet" to={page.blockHref}>
            {words.block}
          </Link>
        ) : null}
      </PageHead>
      <div className="calendar-bar">
        <Ways page={page} />
        <Choices page={page} />
      </div>
      {zone.switchHref ? (
        <p className="calendar-zone">
          <Link className="text-link" to={zone.switchHref} preventScrollReset>
            {zone.switchLabel}
          </Link>
        </p>
      ) : null}
    </>
  )
}

function Ways({ page: { words, views, ...page } }: HeadProps) {
  return (
    <>
      <nav className="calendar-steps" aria-label={words.go}>
        <Step to={page.previousHref} label={words.previous}>
          ‹
        </Step>
        <Link className="button button-quiet button-small" to={page.todayHref} preventScrollReset>
          {words.today}
        </Link>
        <Step to={page.nextHref} label={words.next}>
          ›
        </Step>
      </nav>
      <nav className="calendar-views" aria-label={words.view}>
        {views.map(({ key, label, href, isShown }) => (
          <Link key={key} to={href} aria-current={isShown ? 'page' : undefined} preventScrollReset>
            {label}
          </Link>
        ))}
      </nav>
    </>
  )
}

function Step({ to, label, children }: { to: string; label: string; children: ReactNode }) {
  return (
    <Link className="button button-quiet button-small" to={to} aria-label={label} preventScrollReset>
      <span aria-hidden="true">{children}</span>
    </Link>
  )
}

function Choices({ page: { words, asked, hasEverybody, trainers, by } }: HeadProps) {
  const { key, ...asking } = useAsking()
  return (
    <Form className="calendar-choices" key={key} {...asking}>
      {asked.view === 'day' ? null : <input type="hidden" name="view" value={asked.view} />}
      {asked.isMine ? <input type="hidden" name="zone" value="mine" /> : null}
      <input
        className="field-input"
        type="date"
        name="on"
        aria-label={words.go}
        defaultValue={asked.on}
        required
      />
      {trainers.length > 1 ? (
        <Choice
          name="trainer"
          label={words.trainer}
          value={asked.trainer}
          options={[...(hasEverybody ? [{ value: '', label: words.everybody }] : []), ...trainers]}
        />
      ) : null}
      {asked.view === 'day' && trainers.length > 0 && by.length > 1 ? (
        <Choice name="by" label={words.by} value={asked.by} options={by} />
      ) : null}
      <label className="filter-tick">
        <input type="checkbox" name="cancelled" value="1" defaultChecked={asked.withCancelled} />
        {words.withCancelled}
      </label>
      <noscript>
        <button className="button button-quiet button-small" type="submit">
          {words.show}
        </button>
      </noscript>
    </Form>
  )
}

type ChoiceProps = {
  name: string
  label: string
  value: string
  options: readonly { value: string; label: string }[]
}

function Choice({ name, label, value, options }: ChoiceProps) {
  return (
    <select className="select" name={name} aria-label={label} defaultValue={value}>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}
