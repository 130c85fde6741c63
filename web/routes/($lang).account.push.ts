import { redirect } from '@remix-run/cloudflare'
import { AppError } from '../../tenants/errors.ts'
import { withQuery } from '../lib/portal-paths.ts'
import { inPortalFile } from '../lib/portal.server.ts'
import { deviceAnswer } from '../views/account/push-view.server.ts'

/** Looking at an address tells nothing. */
export const loader = inPortalFile(async () => {
  throw new AppError('method_not_allowed', 'This address answers POST.')
})

/** For the page where messages are turned on, and for the service worker; neither follows whoever has to sign in. */
export const action = inPortalFile(async (portal) => {
  if (portal.ctx.login) return deviceAnswer(portal)
  throw redirect(portal.path(withQuery('/sign-in', { next: '/account/notifications' })), 303)
})
