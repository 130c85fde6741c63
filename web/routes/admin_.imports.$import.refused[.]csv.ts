import { atDesk } from '../lib/desk.server.ts'
import { refusedFile } from '../views/admin/import-view.server.ts'

export const loader = atDesk(refusedFile)
