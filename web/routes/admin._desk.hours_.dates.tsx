import type { MetaFunction } from '@remix-run/cloudflare'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { DatesForm } from '../components/admin/hours/dates-form.tsx'
import { DatesMonth } from '../components/admin/hours/dates-month.tsx'
import { HoursHead } from '../components/admin/hours/hours-head.tsx'
import { NoTrainers } from '../components/admin/hours/no-trainers.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { hoursDatesAnswer, hoursDatesPage, sendDatesAnswer } from '../views/admin/hours-dates-view.server.ts'
import type { DatesMonth as Month } from '../views/admin/hours-month.server.ts'

export const loader = atDesk(hoursDatesPage)

export const action = atDesk(async (desk) => sendDatesAnswer(await hoursDatesAnswer(desk)))

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function HoursDates() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { words } = page
  if (!page.frame) return <NoTrainers words={words} />
  const { frame, month } = page
  const { picked } = month
  return (
    <>
      <HoursHead frame={frame} words={words} />
      <div className="dates-both">
        <div>
          <DatesMonth month={month} words={words.dates} />
          <Entries entries={month.entries} mayChange={frame.mayChange} words={words.dates} />
        </div>
        {frame.mayChange ? (
          // Other dates that are chosen are other fields.
          <DatesForm {...page} key={`${frame.trainer.id} ${picked.fromOn} ${picked.toOn}`} answer={answer} />
        ) : null}
      </div>
    </>
  )
}

type EntriesProps = {
  entries: Month['entries']
  mayChange: boolean
  words: { none: string; list: string; takeBack: string }
}

/** What differs in the month, each with what takes it back. */
function Entries({ entries, mayChange, words }: EntriesProps) {
  if (entries.length === 0) return <p className="desk-intro">{words.none}</p>
  return (
    <section className="desk-section">
      <h2>{words.list}</h2>
      <ul className="notes-to-do dates-list">
        {entries.map(({ id, mark, when, what, note, intent }) => (
          <li key={id} className="to-do">
            <span className="to-do-text">
              <span className={`dates-mark dates-mark-${mark}`}>{what}</span> {when}
              {note ? <span className="row-under">{note}</span> : null}
            </span>
            {mayChange && intent ? (
              <Form method="post">
                <button
                  className="button button-quiet button-small"
                  name="intent"
                  value={intent}
                  aria-label={`${words.takeBack}: ${what}, ${when}`}
                >
                  {words.takeBack}
                </button>
              </Form>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
