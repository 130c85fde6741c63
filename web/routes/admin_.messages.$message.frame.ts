import { atDesk } from '../lib/desk.server.ts'
import { messageFrame } from '../views/admin/messages/message-view.server.ts'

/** What a mail says, apart from the page that shows it. */
export const loader = atDesk(messageFrame)
