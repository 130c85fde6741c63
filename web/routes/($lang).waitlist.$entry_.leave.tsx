import { data, redirect, type MetaFunction } from '@remix-run/cloudflare'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { WaitingTicket } from '../components/classes/waiting-ticket.tsx'
import { Link } from '../components/link.tsx'
import { inPortal } from '../lib/portal.server.ts'
import { waitlistAnswer, waitlistPage } from '../views/waitlist-view.server.ts'

export const loader = inPortal(async (portal) => {
  const page = await waitlistPage(portal)
  if (!page.leaveHref) throw redirect(page.selfHref, 303)
  return page
})

export const action = inPortal(async (portal) => {
  const answer = await waitlistAnswer(portal, 'leave')
  return 'location' in answer ? redirect(answer.location, 303) : data(answer, { status: answer.status })
})

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  page ? [{ title: page.pageTitle }, { name: 'robots', content: 'noindex' }] : []

export default function LeaveWaitlist() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { selfHref, words } = page
  return (
    <main id="content" className="booking">
      <h1 className="booking-title">{words.leaveTitle}</h1>
      <p className="lead" role={answer ? 'alert' : undefined}>
        {answer ? answer.refused : words.leaveText}
      </p>
      <Form method="post" className="actions">
        <button className="button button-danger" type="submit">
          {words.leaveConfirm}
        </button>
        <Link className="button button-quiet" to={selfHref}>
          {words.stay}
        </Link>
      </Form>
      <WaitingTicket page={page} />
    </main>
  )
}
