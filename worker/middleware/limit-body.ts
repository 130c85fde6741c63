import { bodyLimit } from 'hono/body-limit'
import { AppError } from '../../tenants/errors.ts'

/** The longest form is a few kilobytes. */
const MAX_BODY_BYTES = 64 * 1024

export const limitBody = bodyLimit({
  maxSize: MAX_BODY_BYTES,
  onError: () => {
    throw new AppError('payload_too_large', 'This is more than the 64 kB that can be sent.')
  },
})
