import { isDatabaseError } from '../db/database-error.ts'
import { AppError, isAppError } from './errors.ts'
import { exceededLimit, planLimitError } from './plans/plan-limit.ts'

const NOTHING_CHANGED =
  'Something we depend on does not answer. Nothing was changed; please try again in a moment.'
const UNCERTAIN = 'It is not certain yet whether this was done. Sending the same request again settles it.'

/**
 * What a door answers to any failure. Whatever is not ours to explain becomes a fixed sentence: details are for the log,
 * which the caller writes from the `cause`.
 */
export function toAppError(error: unknown): AppError {
  if (isAppError(error)) return error
  if (isDatabaseError(error, 'unknown')) {
    return new AppError('outcome_unknown', UNCERTAIN, { retryAfterSeconds: 5, cause: error })
  }
  if (isDatabaseError(error, 'unavailable', 'busy', 'wrong_database', 'wrong_version')) {
    return new AppError('unavailable', NOTHING_CHANGED, { retryAfterSeconds: 5, cause: error })
  }
  // Somebody was forgotten while this was under way.
  if (isDatabaseError(error, 'constraint') && error.message.includes('client_is_erased')) {
    return new AppError('not_found', 'There is no such client.', { cause: error })
  }
  const limit = exceededLimit(error)
  if (limit) return planLimitError(limit)
  return new AppError('internal', 'Something went wrong on our side.', { cause: error })
}
