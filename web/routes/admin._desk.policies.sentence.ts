import { atDesk } from '../lib/desk.server.ts'
import { policySentence } from '../views/admin/setup/policy-view.server.ts'

/** What the form of a policy says while it is being filled in. */
export const loader = atDesk(policySentence)
