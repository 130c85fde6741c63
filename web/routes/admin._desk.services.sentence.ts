import { atDesk } from '../lib/desk.server.ts'
import { serviceSentence } from '../views/admin/setup/service-view.server.ts'

/** What the form of a service comes to while it is being filled in. */
export const loader = atDesk(serviceSentence)
