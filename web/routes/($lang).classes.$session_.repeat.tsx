import { data, redirect, type MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { getSession } from '../../tenants/classes/get-session.ts'
import { getService } from '../../tenants/studio/get-service.ts'
import { RepeatPage } from '../components/booking/repeat-page.tsx'
import { inPortal, type Portal } from '../lib/portal.server.ts'
import { sessionPath } from '../lib/portal-paths.ts'
import { repeatAnswer } from '../views/repeat-answer.server.ts'
import { repeatView, type Repeated } from '../views/repeat-view.server.ts'

export const loader = inPortal(async (portal) => repeatView(portal, await repeatedClass(portal)))

export const action = inPortal(async (portal) => {
  const answer = await repeatAnswer(portal, await repeatedClass(portal))
  if ('location' in answer) return redirect(answer.location, 303)
  return data({ ...answer, reasonTitle: portal.words('reasons').title }, { status: answer.status })
})

async function repeatedClass({ catalogue, ctx, params, path }: Portal): Promise<Repeated> {
  const session = await getSession(ctx, params['session'] ?? '')
  const { id, serviceId, locationId, startsAt, timeZone, priceMinor } = session
  return {
    service: getService(catalogue, serviceId),
    // Whoever gives it on each date.
    wish: { serviceId, trainerId: null, locationId, durationMinutes: null, startsAt },
    timeZone,
    priceMinor,
    backHref: path(sessionPath(id)),
  }
}

/** What refuses a form has usually changed the page, too. */
export { revalidateAfterActions as shouldRevalidate } from '../lib/revalidate-after-actions.ts'

export const meta: MetaFunction<typeof loader> = ({ data: view }) =>
  view ? [{ title: view.pageTitle }, { name: 'robots', content: 'noindex' }] : []

export default function RepeatClass() {
  return <RepeatPage view={useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />
}
