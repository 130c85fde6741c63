import { data, redirect, type MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BookingDetails } from '../components/booking/booking-details.tsx'
import { BookingTicket } from '../components/booking/booking-ticket.tsx'
import { NextSteps } from '../components/booking/next-steps.tsx'
import { SeriesDates } from '../components/booking/series-dates.tsx'
import { inPortal } from '../lib/portal.server.ts'
import { addBackAnswer } from '../views/add-back-answer.server.ts'
import { bookingPage } from '../views/booking-view.server.ts'

export const loader = inPortal(bookingPage)

/** Books a date of a series again that was left out. */
export const action = inPortal(async (portal) => {
  const answer = await addBackAnswer(portal)
  return 'location' in answer ? redirect(answer.location, 303) : data(answer, { status: answer.status })
})

/** What refuses a form has usually changed the page, too. */
export { revalidateAfterActions as shouldRevalidate } from '../lib/revalidate-after-actions.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? [{ title: data.pageTitle }, { name: 'robots', content: 'noindex' }] : []

export default function Booking() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { title, status, isNew, leads, owed, series, account, words } = page
  return (
    <main id="content" className={`booking booking-${status}`}>
      <h1 className="booking-title">{title}</h1>
      {answer ? (
        <div className="alert" role="alert">
          <h2 className="alert-title">{words.addRefused}</h2>
          <p>{answer.refused}</p>
        </div>
      ) : null}
      {leads.map((lead) => (
        <p className="lead" key={lead}>
          {lead}
        </p>
      ))}
      {owed.map((line) => (
        <p className="owed" key={line}>
          {line}
        </p>
      ))}
      <BookingTicket page={page} />
      <NextSteps page={page} />
      {series ? <SeriesDates series={series} words={words} /> : null}
      <BookingDetails page={page} />
      {account ? (
        <form className="booking-part" method="post" action={account.href}>
          <h2 className="booking-part-title">{account.title}</h2>
          <p>{account.text}</p>
          {Object.entries(account.values).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <button className="button button-quiet">{account.submit}</button>
        </form>
      ) : null}
      {isNew ? <p className="soft small">{words.print}</p> : null}
    </main>
  )
}
