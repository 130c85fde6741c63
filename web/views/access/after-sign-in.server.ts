import { findLogin } from '../../../tenants/access/find-login.ts'
import type { SignedIn } from '../../../tenants/access/open-session.ts'
import { safeNext } from '../../../tenants/access/safe-next.ts'
import type { Login } from '../../../tenants/context.ts'
import type { CarriedOut } from '../../lib/form-answer.server.ts'
import type { Portal } from '../../lib/portal.server.ts'
import { accessPath, nextOf } from './access-page.server.ts'

/** Takes the new session along to where somebody wanted to go, or to the second factor first. */
export async function afterSignIn(portal: Portal, signedIn: SignedIn): Promise<CarriedOut> {
  const { cookie } = signedIn
  if (signedIn.state === 'second_factor') {
    const passkey = signedIn.options.includes('passkey') ? '1' : null
    return { location: accessPath(portal, '/sign-in/code', { passkey }), cookie }
  }
  const next = nextOf(portal)
  if (next !== '') return { location: next, cookie }
  return { location: homeOf(portal, await findLogin(portal.ctx, signedIn.secret)), cookie }
}

/** Where somebody who has signed in begins: at work when they work here, else at their account. */
export function homeOf({ path }: Portal, login: Login | null): string {
  return login?.staff ? '/admin' : path('/account')
}

/** Where to go with somebody who need not sign in any more. */
export function alreadyIn(portal: Portal, login: Login): string {
  return safeNext(portal.url.searchParams.get('next'), homeOf(portal, login))
}
