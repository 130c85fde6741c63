import { data, redirect, type MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { RepeatPage } from '../components/booking/repeat-page.tsx'
import { inPortal, type Portal } from '../lib/portal.server.ts'
import { startPath, withQuery } from '../lib/portal-paths.ts'
import { choiceOf, queryOf, termsOf, wishOf } from '../views/choice.server.ts'
import { holdHref, startOf } from '../views/details-view.server.ts'
import { repeatAnswer } from '../views/repeat-answer.server.ts'
import { repeatView, type Repeated } from '../views/repeat-view.server.ts'

export const loader = inPortal((portal) => repeatView(portal, repeatedTime(portal)))

export const action = inPortal(async (portal) => {
  const answer = await repeatAnswer(portal, repeatedTime(portal))
  if ('location' in answer) return redirect(answer.location, 303)
  return data({ ...answer, reasonTitle: portal.words('reasons').title }, { status: answer.status })
})

function repeatedTime(portal: Portal): Repeated {
  const choice = choiceOf(portal)
  const startsAt = startOf(portal)
  const { service, trainerSlug, location } = choice
  const [count = null, people = null] = ['count', 'people'].map((name) => portal.url.searchParams.get(name))
  const more = { repeat: '1', count, people }
  return {
    service,
    wish: { ...wishOf(choice), startsAt },
    timeZone: location.timeZone,
    priceMinor: termsOf(choice).priceMinor,
    holdHref: choice.hold ? holdHref(portal, { ...choice, startsAt }, more) : undefined,
    backHref: portal.path(withQuery(startPath(service.slug, trainerSlug, startsAt), queryOf(choice))),
  }
}

/** What refuses a form has usually changed the page, too. */
export { revalidateAfterActions as shouldRevalidate } from '../lib/revalidate-after-actions.ts'

export const meta: MetaFunction<typeof loader> = ({ data: view }) =>
  view ? [{ title: view.pageTitle }, { name: 'robots', content: 'noindex' }] : []

export default function RepeatTime() {
  return <RepeatPage view={useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />
}
