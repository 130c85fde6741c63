import type { Login } from '../context.ts'
import type { AccessContext } from './access-context.ts'
import { requireLogin } from './require-login.ts'

/** Who has signed in, and what they are here. No round trip: it was found out with the request. */
export type Me = Login['user'] & Pick<Login, 'hasSecondFactor' | 'clientId' | 'staff'>

/** @throws AppError `unauthorized` */
export function getMe(ctx: Pick<AccessContext, 'login'>): Me {
  const { user, hasSecondFactor, clientId, staff } = requireLogin(ctx)
  return { ...user, hasSecondFactor, clientId, staff }
}
