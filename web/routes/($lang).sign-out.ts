import { signOut } from '../../tenants/access/sign-out.ts'
import { AppError } from '../../tenants/errors.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { inPortal, inPortalFile } from '../lib/portal.server.ts'

/** Looking at an address ends nothing. */
export const loader = inPortalFile(async () => {
  throw new AppError('method_not_allowed', 'This address answers POST.')
})

export const action = inPortal(async ({ ctx, path, url }) => {
  const answer = sendAnswer({ location: path('/sign-in?told=signed-out'), cookie: await signOut(ctx) })
  if (!(answer instanceof Response) || !isSecure(url)) return answer
  // What the admin keeps on the device goes, whatever page this is asked from.
  answer.headers.set('Clear-Site-Data', '"storage"')
  return answer
})

/** Elsewhere browsers keep nothing, and complain of being told to forget it. */
const isSecure = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || hostname === 'localhost' || hostname.endsWith('.localhost')
