import { AppError } from '../errors.ts'

export function noAnswer(): AppError {
  return new AppError('unavailable', 'The mail service does not answer at the moment.')
}
