import { data, type HeadersFunction, type MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { BookingWhen } from '../components/account/booking-list.tsx'
import { inPortal } from '../lib/portal.server.ts'
import { OWNER_HEADER } from '../offline/offline-pages.ts'
import '../styles/account.css'
import { offlinePage } from '../views/offline-view.server.ts'

/** Kept by the service worker (`offline/offline-pages.ts`), which is told whether it shows somebody's bookings. */
export const loader = inPortal(async (portal) => {
  const page = await offlinePage(portal)
  return data(page, { headers: page.isOwn ? { [OWNER_HEADER]: 'yes' } : {} })
})

export const headers: HeadersFunction = ({ loaderHeaders, parentHeaders }) => {
  const headers = new Headers(parentHeaders)
  if (loaderHeaders.has(OWNER_HEADER)) headers.set(OWNER_HEADER, 'yes')
  return headers
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function Offline() {
  const { isOwn, asOf, bookings, phone, words } = useLoaderData<typeof loader>()
  return (
    <main id="content" className="booking">
      <div className="account-main">
        <h1 className="booking-title">{words.title}</h1>
        <p>{words.text}</p>
        {isOwn ? (
          <section className="account-part" aria-labelledby="kept-title">
            <h2 className="account-part-title" id="kept-title">
              {words.yours}
            </h2>
            {bookings.length === 0 ? <p>{words.none}</p> : null}
            <ul className="my-bookings">
              {bookings.map(({ id, service, facts, mark, place, ...when }) => (
                <li className="my-booking" key={id}>
                  <BookingWhen {...when} />
                  <h3 className="my-booking-service">{service}</h3>
                  <p>{place}</p>
                  <p className="soft">{facts.join(' · ')}</p>
                  {mark ? <p className="my-booking-mark">{mark}</p> : null}
                </li>
              ))}
            </ul>
            <p className="soft small">{asOf}</p>
          </section>
        ) : null}
        <p className="actions">
          {/* oxlint-disable-next-line jsx-a11y/anchor-is-valid -- the page that was asked for, whichever it was */}
          <a className="button button-large" href="">
            {words.retry}
          </a>
          {phone ? (
            <a className="button button-quiet" href={`tel:${phone.number}`}>
              {words.call}
            </a>
          ) : null}
        </p>
      </div>
    </main>
  )
}
