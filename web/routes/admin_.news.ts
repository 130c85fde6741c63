import { AppError } from '../../tenants/errors.ts'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { putAwayAnswer } from '../views/admin/news-view.server.ts'

/** Only for the form that puts an announcement away. */
export const loader = atDesk(async () => {
  throw new AppError('method_not_allowed', 'This address answers POST.')
})

export const action = atDesk(async (desk) => sendAnswer(await putAwayAnswer(desk)))
