import { atDesk } from '../lib/desk.server.ts'
import { textPreview } from '../views/admin/messages/text-preview.server.ts'

/** What a message says, for the frame beside its form. */
export const loader = atDesk(textPreview)

/** The same of what is in the form and not saved. */
export const action = atDesk(textPreview)
