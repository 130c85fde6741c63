import { redirect } from '@remix-run/cloudflare'
import { startPath, withQuery } from '../lib/portal-paths.ts'
import { inPortal } from '../lib/portal.server.ts'
import { choiceOf, queryOf } from '../views/choice.server.ts'
import { startOf } from '../views/details-view.server.ts'
import { holdAnswer } from '../views/hold-answer.server.ts'

/** Keeps a time for a while, or gives it back. */
export const action = inPortal(async (portal) => {
  const to = await holdAnswer(portal)
  return to === null ? new Response(null, { status: 204 }) : redirect(to, 303)
})

/** Whoever comes back to this address later wants the form. */
export const loader = inPortal(async (portal) => {
  const choice = choiceOf(portal)
  const to = startPath(choice.service.slug, choice.trainerSlug, startOf(portal))
  return redirect(portal.path(withQuery(to, queryOf(choice))))
})
