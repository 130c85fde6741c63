import { signOut } from '../../tenants/access/sign-out.ts'
import { AppError } from '../../tenants/errors.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { inPortal, inPortalFile } from '../lib/portal.server.ts'

/** Looking at an address ends nothing. */
export const loader = inPortalFile(async () => {
  throw new AppError('method_not_allowed', 'This address answers POST.')
})

export const action = inPortal(async ({ ctx, path }) =>
  sendAnswer({ location: path('/sign-in?told=signed-out'), cookie: await signOut(ctx) }),
)
