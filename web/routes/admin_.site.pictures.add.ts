import { AppError } from '../../tenants/errors.ts'
import { atDesk } from '../lib/desk.server.ts'
import { pictureSent } from '../views/admin/site/pictures-view.server.ts'

/** Nothing to look at: pictures are sent here. */
export const loader = atDesk(async (): Promise<Response> => {
  throw new AppError('not_found', 'There is no such page.')
})

/** A picture from a form that stays where it is: the answer is the picture, or what is wrong with it. */
export const action = atDesk(pictureSent)
