import { data, redirect, type MetaFunction } from '@remix-run/cloudflare'
import { Form, useLoaderData, useSubmit } from '@remix-run/react'
import { SelectField } from '../components/access/select-field.tsx'
import { ClientFinder } from '../components/admin/bookings/client-finder.tsx'
import { NewBookingForm } from '../components/admin/bookings/new-booking-form.tsx'
import { Kept, TimesPicker } from '../components/admin/bookings/times-picker.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { Field } from '../components/field.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { newBookingAnswer } from '../views/admin/bookings/new-booking-answer.server.ts'
import { newBookingPage, type NewBookingPage } from '../views/admin/bookings/new-booking-view.server.ts'

export const loader = atDesk(newBookingPage)

export const action = atDesk(async (desk) => {
  const answer = await newBookingAnswer(desk)
  return 'location' in answer ? redirect(answer.location, 303) : data(answer, { status: answer.status })
})

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

type Part = { page: NewBookingPage }

export default function NewBooking() {
  const page = useLoaderData<typeof loader>()
  const { backHref, chosen, form, words } = page
  return (
    <>
      <PageHead title={words.title} back={{ href: backHref, label: words.back }} />
      <div className="make">
        <Who page={page} />
        {chosen ? null : <What page={page} />}
        <When page={page} />
        {form ? (
          <section className="make-part" aria-labelledby="book">
            <h2 id="book">{words.details}</h2>
            <NewBookingForm form={form} words={words} key={form.isNew ? 'new' : 'known'} />
          </section>
        ) : null}
        {chosen && !form ? <p className="desk-intro">{words.needClient}</p> : null}
      </div>
    </>
  )
}

function Who({ page: { who, words } }: Part) {
  const { chosen, isNew, canSearch, newHref, changeHref } = who
  return (
    <section className="make-part" aria-labelledby="who">
      <h2 id="who">{words.client}</h2>
      {chosen || isNew ? (
        <p className="panel chosen">
          <span>
            <b>{chosen?.name ?? words.someoneNew}</b>
            {chosen?.under ? <span className="row-under">{chosen.under}</span> : null}
          </span>
          <Link className="text-button" to={changeHref} preventScrollReset>
            {words.change}
          </Link>
        </p>
      ) : canSearch ? (
        <ClientFinder who={who} words={words} />
      ) : (
        <Link className="button button-quiet" to={newHref}>
          {words.someoneNew}
        </Link>
      )}
    </section>
  )
}

/** Each choice shows what can be chosen next: with scripts at once, else by the button. */
function What({ page: { what, words } }: Part) {
  const submit = useSubmit()
  return (
    <section className="make-part" aria-labelledby="what">
      <h2 id="what">{words.what}</h2>
      <Form
        action={what.action}
        className="form-inline what-form"
        key={what.service}
        onChange={({ currentTarget }) => submit(currentTarget, { preventScrollReset: true })}
      >
        <Kept keep={what.keep} />
        <SelectField
          name="service"
          label={words.service}
          options={what.services}
          empty={words.chooseService}
          defaultValue={what.service}
        />
        {what.trainers.length > 0 ? (
          <SelectField
            name="trainer"
            label={words.times.trainer}
            options={what.trainers}
            empty={words.times.anyTrainer}
            defaultValue={what.trainer}
          />
        ) : null}
        {what.places.length > 0 ? (
          <SelectField
            name="place"
            label={words.times.place}
            options={what.places}
            empty={words.times.anyPlace}
            defaultValue={what.place}
          />
        ) : null}
        {what.lengths.length > 0 ? (
          <SelectField
            name="minutes"
            label={words.duration}
            options={what.lengths}
            defaultValue={what.minutes}
          />
        ) : null}
        {what.maxPeople > 1 ? (
          <Field
            name="people"
            type="number"
            inputMode="numeric"
            min={1}
            max={what.maxPeople}
            label={words.people}
            defaultValue={String(what.people)}
            error={undefined}
          />
        ) : null}
        <button className="button button-quiet" type="submit">
          {words.showTimes}
        </button>
      </Form>
    </section>
  )
}

function When({ page: { times, chosen, what, words } }: Part) {
  if (chosen) {
    return (
      <section className="make-part" aria-labelledby="when">
        <h2 id="when">{words.whenTitle}</h2>
        <p className="panel chosen">
          <span>
            <b>{chosen.when}</b>
            <span className="row-under">{chosen.line}</span>
          </span>
          <Link className="text-button" to={chosen.changeHref} preventScrollReset>
            {words.times.another}
          </Link>
        </p>
      </section>
    )
  }
  return (
    <section className="make-part" aria-labelledby="when">
      <h2 id="when">{words.whenTitle}</h2>
      {times ? <TimesPicker times={times} action={what.action} keep={times.keep} /> : null}
      {times ? null : <p className="desk-intro">{words.chooseFirst}</p>}
    </section>
  )
}
