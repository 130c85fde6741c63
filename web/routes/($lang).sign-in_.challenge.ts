import { AppError } from '../../tenants/errors.ts'
import { inPortalFile } from '../lib/portal.server.ts'
import { challengeAnswer } from '../views/access/challenge-answer.server.ts'

/** There is nothing to look at. What is refused before it gets here is answered as a look, too: with its own status. */
export const loader = inPortalFile(async () => {
  throw new AppError('method_not_allowed', 'This address answers POST.')
})

/** For the scripts of pages that ask for a passkey. */
export const action = inPortalFile(challengeAnswer)
