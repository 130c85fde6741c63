import { Hono, type Context } from 'hono'
import { isAppError } from '../../tenants/errors.ts'
import type { AppEnv } from '../app-env.ts'
import { identifyOperator } from '../middleware/identify-operator.ts'
import { addAccountPages } from './operator-account.ts'
import { addFactorPages } from './operator-factor.ts'
import { addSignInPages } from './operator-sign-in.ts'

/**
 * The operators' console, under `/operator` of the platform's host. Whoever has not signed in gets to sign-in, whoever has no
 * second factor to its set-up, and nowhere else.
 */
export const operatorPages = new Hono<AppEnv>().use(identifyOperator).onError((error, c) => {
  const place = placeFor(error, c)
  if (place === undefined) throw error
  return c.redirect(place, 303)
})

addSignInPages(operatorPages)
addFactorPages(operatorPages)
addAccountPages(operatorPages)

/** Where somebody can put right what stopped them. */
function placeFor(error: unknown, { req }: Context<AppEnv>): string | undefined {
  if (isAppError(error, 'unauthorized')) return '/operator/sign-in'
  if (isAppError(error, 'second_factor_required')) return '/operator/set-up'
  // What was sent is sent again from its page.
  const next = req.method === 'GET' ? req.path : '/operator'
  if (isAppError(error, 'reauthentication_required')) {
    return `/operator/confirm?next=${encodeURIComponent(next)}`
  }
  return undefined
}
