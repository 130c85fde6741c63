import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AgreedTerms } from '../components/admin/bookings/agreed-terms.tsx'
import { BookingActions } from '../components/admin/bookings/booking-actions.tsx'
import { ClientCard } from '../components/admin/bookings/client-card.tsx'
import { StatusBadge } from '../components/admin/bookings/status-badge.tsx'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { Link } from '../components/link.tsx'
import { TextAreaField } from '../components/text-area-field.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer, type RefusedForm } from '../lib/form-answer.server.ts'
import {
  bookingRecordAnswer,
  bookingRecordPage,
  type BookingRecordPage,
} from '../views/admin/bookings/booking-record-view.server.ts'

export const loader = atDesk(bookingRecordPage)

export const action = atDesk(async (desk) => sendAnswer(await bookingRecordAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

type Part = { page: BookingRecordPage }

export default function Booking() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const { title, intro, words } = page
  return (
    <>
      <PageHead title={title} intro={intro} back={{ href: '/admin/bookings', label: words.back }} />
      <BookingActions page={page} refused={refused} />
      <div className="booking-columns">
        <div className="booking-main">
          <Facts page={page} />
          <Together page={page} />
          <Note page={page} refused={refused} />
        </div>
        <div className="booking-side">
          <ClientCard page={page} />
          <AgreedTerms page={page} refused={refused} />
        </div>
      </div>
      <Story page={page} />
      <Mails page={page} />
    </>
  )
}

function Facts({ page: { facts, place, words } }: Part) {
  return (
    <dl className="panel facts">
      {facts.map(({ label, text }) => (
        <div className="fact" key={label}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
      {place ? (
        <div className="fact">
          <dt>{words.where}</dt>
          <dd>
            {place.name}
            {place.address ? <span className="row-under">{place.address}</span> : null}
          </dd>
        </div>
      ) : null}
    </dl>
  )
}

/** Who else comes, and the series it is of. */
function Together({ page: { party, series, words } }: Part) {
  if (party.length === 0 && !series) return null
  return (
    <section className="panel" aria-label={words.party}>
      {series ? (
        <p>
          {words.series}: <Link to={series.href}>{series.text}</Link>
        </p>
      ) : null}
      {party.length > 0 ? (
        <>
          <h2 className="panel-title">{words.party}</h2>
          <ul className="lines">
            {party.map(({ id, name, href, badge }) => (
              <li key={id}>
                {href ? <Link to={href}>{name}</Link> : <b>{name}</b>} <StatusBadge badge={badge} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  )
}

function Note({ page: { note, words }, refused }: Part & { refused: RefusedForm | undefined }) {
  if (!note.mayWrite) {
    return note.text ? (
      <section className="panel" aria-labelledby="note">
        <h2 id="note" className="panel-title">
          {words.note}
        </h2>
        <p className="note-text">{note.text}</p>
      </section>
    ) : null
  }
  return (
    <DeskForm className="panel desk-form" key={note.text}>
      <TextAreaField
        name="notes"
        label={words.note}
        hint={words.noteHint}
        maxLength={1_000}
        defaultValue={refused?.errors['notes'] ? refused.values['notes'] : note.text}
        error={refused?.errors['notes']}
      />
      <button className="button button-quiet" name="intent" value="note">
        {words.noteSave}
      </button>
    </DeskForm>
  )
}

function Story({ page: { story, words } }: Part) {
  return (
    <section className="desk-section" aria-labelledby="history">
      <h2 className="desk-section-head" id="history">
        {words.history}
      </h2>
      <ol className="story">
        {story.map(({ id, what, who, when }) => (
          <li key={id}>
            <span>{what}</span>{' '}
            <span className="soft small">
              {who} · {when}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Mails({ page: { mails, words } }: Part) {
  if (mails === null) return null
  return (
    <section className="desk-section" aria-labelledby="mails">
      <h2 className="desk-section-head" id="mails">
        {words.messages}
      </h2>
      {mails.length === 0 ? <p className="desk-intro">{words.noMessages}</p> : null}
      <ul className="story">
        {mails.map(({ id, href, what, how, reason, isFailed }) => (
          <li key={id}>
            <Link className={`text-link ${isFailed ? 'grave' : ''}`} to={href}>
              {what}
            </Link>{' '}
            <span className="soft small">
              {how}
              {reason ? ` · ${reason}` : ''}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
