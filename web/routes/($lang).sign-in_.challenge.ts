import { inPortalFile } from '../lib/portal.server.ts'
import { challengeAnswer } from '../views/access/challenge-answer.server.ts'

/** For the scripts of pages that ask for a passkey. */
export const action = inPortalFile(challengeAnswer)
