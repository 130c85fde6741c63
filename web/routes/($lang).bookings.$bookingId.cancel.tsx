import { data, redirect, type MetaFunction } from '@remix-run/cloudflare'
import { Form, useLoaderData, useNavigation } from '@remix-run/react'
import { BookingTicket } from '../components/booking/booking-ticket.tsx'
import { Link } from '../components/link.tsx'
import { inPortal } from '../lib/portal.server.ts'
import { cancelAnswer, cancelPage } from '../views/cancel-view.server.ts'

export const loader = inPortal(async (portal) => {
  const view = await cancelPage(portal)
  return data(view, { status: view.canCancel ? 200 : 409 })
})

export const action = inPortal(async (portal) => redirect(await cancelAnswer(portal), 303))

export const meta: MetaFunction<typeof loader> = ({ data: view }) =>
  view ? [{ title: view.page.pageTitle }, { name: 'robots', content: 'noindex' }] : []

export default function CancelBooking() {
  const { page, title, lines, policy, canCancel, isRest, wholeLine, words } = useLoaderData<typeof loader>()
  const isPending = useNavigation().state !== 'idle'
  const [first, ...others] = lines
  return (
    <main id="content" className={`booking booking-${page.status}`}>
      <h1 className="booking-title">{title}</h1>
      <p className="lead">{first}</p>
      {others.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {wholeLine === null ? null : <p>{words.partyHint}</p>}
      {policy ? <p className="soft">{policy}</p> : null}
      {canCancel ? (
        <Form
          method="post"
          className="confirm"
          onSubmit={(event) => {
            if (isPending) event.preventDefault()
          }}
        >
          {wholeLine === null ? null : (
            <div>
              <label className="check">
                <input type="checkbox" name="whole" aria-describedby="whole-line" /> {words.whole}
              </label>
              <p className="check-hint" id="whole-line">
                {wholeLine}
              </p>
            </div>
          )}
          <div className="actions">
            <button className="button button-danger" type="submit" aria-disabled={isPending}>
              {isPending ? words.pending : isRest ? words.restConfirm : words.confirm}
            </button>
            <Link className="button button-quiet" to={page.manageHref}>
              {words.keep}
            </Link>
          </div>
        </Form>
      ) : null}
      <BookingTicket page={page} />
    </main>
  )
}
