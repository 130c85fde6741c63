import { atDesk } from '../lib/desk.server.ts'
import { clientFile } from '../views/admin/clients/files-view.server.ts'

export const loader = atDesk(clientFile)
