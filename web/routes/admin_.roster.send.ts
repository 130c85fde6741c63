import { AppError } from '../../tenants/errors.ts'
import { atDesk } from '../lib/desk.server.ts'
import { sentDeed } from '../views/admin/roster-answer.server.ts'

/** Only for what devices kept until they could send it. */
export const loader = atDesk(async () => {
  throw new AppError('method_not_allowed', 'This address answers POST.')
})

export const action = atDesk(sentDeed)
