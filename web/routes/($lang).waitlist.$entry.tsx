import { data, redirect, type MetaFunction } from '@remix-run/cloudflare'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { Link } from '../components/link.tsx'
import { WaitingTicket } from '../components/classes/waiting-ticket.tsx'
import { inPortal } from '../lib/portal.server.ts'
import { useFreshAnswer } from '../lib/use-fresh-answer.ts'
import { waitlistAnswer, waitlistPage } from '../views/waitlist-view.server.ts'

export const loader = inPortal(waitlistPage)

export const action = inPortal(async (portal) => {
  const intent = (await portal.request.formData()).get('intent')
  const answer = await waitlistAnswer(portal, intent === 'accept' ? 'accept' : 'decline')
  return 'location' in answer ? redirect(answer.location, 303) : data(answer, { status: answer.status })
})

/** What refuses a form has usually changed the page, too. */
export { revalidateAfterActions as shouldRevalidate } from '../lib/revalidate-after-actions.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  page ? [{ title: page.pageTitle }, { name: 'robots', content: 'noindex' }] : []

export default function Waitlist() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { status, title, texts, bookingHref, leaveHref, selfHref, timetableHref, words } = page
  const isOffered = status === 'offered'
  const isWaiting = status === 'waiting'
  const isPending = useNavigation().state !== 'idle'
  useFreshAnswer(isOffered || isWaiting)
  return (
    <main id="content" className={`booking waitlist-${status}`}>
      <h1 className="booking-title">{title}</h1>
      {answer ? (
        <div className="alert" role="alert">
          <h2 className="alert-title">{words.refusedTitle}</h2>
          <p>{answer.refused}</p>
        </div>
      ) : null}
      {texts.map((text) => (
        <p className="lead" key={text}>
          {text}
        </p>
      ))}
      {isOffered ? (
        <Form
          method="post"
          className="actions"
          onSubmit={(event) => {
            if (isPending) event.preventDefault()
          }}
        >
          <button className="button button-large" name="intent" value="accept" aria-disabled={isPending}>
            {isPending ? words.pending : words.accept}
          </button>
          <button className="button button-large button-quiet" name="intent" value="decline">
            {words.decline}
          </button>
        </Form>
      ) : null}
      <WaitingTicket page={page} />
      <div className="actions">
        {bookingHref ? (
          <Link className="button" to={bookingHref}>
            {words.toBooking}
          </Link>
        ) : null}
        {isWaiting || isOffered ? (
          // A whole page, so that it works without scripts and says the same with them.
          <Link className="button button-quiet" to={selfHref} reloadDocument>
            {words.again}
          </Link>
        ) : (
          <Link className="button button-quiet" to={timetableHref}>
            {words.timetable}
          </Link>
        )}
        {leaveHref ? (
          <Link className="button button-quiet" to={leaveHref}>
            {words.leave}
          </Link>
        ) : null}
      </div>
      {isWaiting ? <p className="soft small">{words.keep}</p> : null}
    </main>
  )
}
