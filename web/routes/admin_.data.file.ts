import { AppError } from '../../tenants/errors.ts'
import { atDesk } from '../lib/desk.server.ts'
import { studioDataFile } from '../views/admin/studio-data-view.server.ts'

/** Only asked for from its page: that somebody took a copy is written down. */
export const loader = atDesk(async () => {
  throw new AppError('method_not_allowed', 'This address answers POST.')
})

export const action = atDesk(studioDataFile)
