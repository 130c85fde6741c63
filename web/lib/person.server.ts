import { redirect, redirectDocument } from '@remix-run/cloudflare'
import type { Login } from '../../tenants/context.ts'
import { AppError, isAppError } from '../../tenants/errors.ts'
import { withQuery } from './portal-paths.ts'
import { inPortal, type Portal } from './portal.server.ts'

/** Where somebody who has signed in goes about: their own account, or the studio's administration. */
export type Door = '/account' | '/admin'

/** A request of somebody who has signed in. */
export type Person = Portal & { login: Login; door: Door }

/**
 * Makes a loader or an action of the account's pages. Who has not signed in is asked to; and where a verb throws
 * `reauthentication_required`, who has is asked to prove it again. Both come back to this page then.
 */
export const inAccount = <Result>(handle: (person: Person) => Promise<Result>) =>
  forPerson('/account', handle)

/** The same for the administration's pages: whoever is no staff is refused (`forbidden`). */
export const inAdmin = <Result>(handle: (person: Person) => Promise<Result>) => forPerson('/admin', handle)

function forPerson<Result>(door: Door, handle: (person: Person) => Promise<Result>) {
  return inPortal(async (portal) => {
    const { login } = portal.ctx
    // A whole page: the frame around it says who has signed in.
    if (!login) throw redirectDocument(returningPath(portal, '/sign-in'), 303)
    if (door === '/admin' && !login.staff) throw new AppError('forbidden', 'This is for the staff.')
    try {
      return await handle({ ...portal, login, door })
    } catch (error) {
      if (!isAppError(error, 'reauthentication_required')) throw error
      throw redirect(returningPath(portal, `${door}/confirm`), 303)
    }
  })
}

/** A path that leads back to this page. */
function returningPath({ path, url }: Portal, to: string): string {
  return path(withQuery(to, { next: url.pathname + url.search }))
}
