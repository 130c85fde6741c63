import { data, redirect, type MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { MoveChoices } from '../components/booking/move-choices.tsx'
import { MoveQuestion } from '../components/booking/move-question.tsx'
import { Link } from '../components/link.tsx'
import { inPortal } from '../lib/portal.server.ts'
import { useVisitorZone } from '../lib/use-visitor-zone.ts'
import { moveAnswer, moveConfirm } from '../views/move-confirm.server.ts'
import { movePage } from '../views/move-view.server.ts'

export const loader = inPortal(async (portal) => {
  const question = await moveConfirm(portal)
  const page = await movePage(portal, question !== null)
  return data({ page, question }, { status: page.refused ? 409 : 200 })
})

export const action = inPortal(async (portal) => {
  const answer = await moveAnswer(portal)
  return 'location' in answer ? redirect(answer.location, 303) : data(answer, { status: answer.status })
})

export const meta: MetaFunction<typeof loader> = ({ data: view }) =>
  view ? [{ title: view.page.pageTitle }, { name: 'robots', content: 'noindex' }] : []

export default function MoveBooking() {
  const { page, question } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { service, now, refused, backHref, words } = page
  useVisitorZone(page.visitorZone)
  return (
    <main id="content" className="flow move">
      {question && !refused ? null : (
        <>
          <h1 className="flow-title">{refused ? words.refusedTitle : words.title}</h1>
          <p className="move-now">
            <span className="soft">{words.now}:</span> {now}
          </p>
        </>
      )}
      {refused ? <p className="lead">{refused}</p> : null}
      {question && !refused ? <MoveQuestion question={question} answer={answer} service={service} /> : null}
      {question ? null : <MoveChoices page={page} />}
      <p className="move-back">
        <Link className="text-link" to={backHref}>
          {words.back}
        </Link>
      </p>
    </main>
  )
}
