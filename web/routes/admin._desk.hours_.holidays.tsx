import type { MetaFunction } from '@remix-run/cloudflare'
import { Form, useLoaderData, useSubmit } from '@remix-run/react'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { Empty } from '../components/admin/empty.tsx'
import { HoursHead } from '../components/admin/hours/hours-head.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { SelectField } from '../components/access/select-field.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import {
  hoursHolidaysAnswer,
  hoursHolidaysPage,
  sendHolidaysAnswer,
} from '../views/admin/hours-holidays-view.server.ts'

export const loader = atDesk(hoursHolidaysPage)

export const action = atDesk(async (desk) => sendHolidaysAnswer(await hoursHolidaysAnswer(desk)))

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function HoursHolidays() {
  const { frame, holidays, places, placeId, placeHref, region, year, years, mayChange, words } =
    useLoaderData<typeof loader>()
  const submit = useSubmit()
  const said = words.holidays
  return (
    <>
      {frame ? (
        <HoursHead frame={{ ...frame, trainers: [] }} words={words} />
      ) : (
        <PageHead title={words.title} />
      )}
      <Form className="form-inline hours-pick" onChange={({ currentTarget }) => submit(currentTarget)}>
        {frame ? <input type="hidden" name="trainer" value={frame.trainer.id} /> : null}
        <SelectField name="place" label={words.place} options={places} defaultValue={placeId} />
        <SelectField
          name="year"
          label={said.year}
          options={years.map((one) => ({ value: String(one), label: String(one) }))}
          defaultValue={String(year)}
        />
        <button className="button button-quiet" type="submit">
          {words.show}
        </button>
      </Form>
      {holidays.length === 0 ? (
        <Empty title={said.unknown} text={said.unknownText}>
          {placeHref ? (
            <Link className="text-link" to={placeHref}>
              {said.toPlace}
            </Link>
          ) : null}
        </Empty>
      ) : (
        <DeskForm
          className="desk-form hours-holidays"
          key={`${placeId} ${year} ${holidays.map((one) => one.isClosed).join()}`}
        >
          <h2>
            {said.title} {year}, {region}
          </h2>
          <p className="desk-intro">{said.intro}</p>
          {mayChange ? (
            <button className="button" type="submit" name="intent" value="all">
              {said.closeAll}
            </button>
          ) : null}
          <ul className="notes-to-do">
            {holidays.map((holiday) => (
              <HolidayRow key={holiday.on} holiday={holiday} isFixed={!mayChange} booked={said.booked} />
            ))}
          </ul>
          {mayChange ? (
            <button className="button" type="submit" name="intent" value="save">
              {said.save}
            </button>
          ) : null}
        </DeskForm>
      )}
    </>
  )
}

type HolidayRowProps = {
  holiday: Awaited<ReturnType<typeof hoursHolidaysPage>>['holidays'][number]
  isFixed: boolean
  booked: string
}

/** One of them, with what is booked on it. What is past stays as it was. */
function HolidayRow({ holiday, isFixed, booked }: HolidayRowProps) {
  const { on, day, name, isClosed, isPast, affected } = holiday
  return (
    <li className={isPast ? 'holiday holiday-past' : 'holiday'}>
      <label className="check-line">
        <input type="checkbox" name={`on.${on}`} defaultChecked={isClosed} disabled={isFixed || isPast} />
        <span className="row-name">{name}</span>
        <span className="holiday-day soft">{day}</span>
      </label>
      {affected ? (
        <details className="holiday-affected">
          <summary>
            {booked}: {affected.lines.length}
            {affected.more ? ` ${affected.more}` : ''}
          </summary>
          <ul className="affected">
            {affected.lines.map(({ id, when, what }) => (
              <li key={id} className="affected-line">
                <span className="affected-when">{when}</span> {what}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </li>
  )
}
