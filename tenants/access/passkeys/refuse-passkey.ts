import { AppError } from '../../errors.ts'

/** One answer for everything that can be wrong with a passkey: unknown, another's, another host's, an old challenge. */
export function refusePasskey(): AppError {
  return new AppError('wrong_credentials', 'This passkey does not work here. Please try again.')
}
