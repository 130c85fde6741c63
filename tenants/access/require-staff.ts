import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'

/**
 * Who of the staff is asking, as history and audit log write it: `staff:key_…`, or `system`.
 *
 * @throws AppError `unauthorized` for everybody else.
 */
export function requireStaff({ actor }: TenantContext): string {
  if (actor.kind === 'visitor')
    throw new AppError('unauthorized', 'Only staff may do this: send a staff key.')
  return actor.kind === 'system' ? 'system' : `staff:${actor.keyId}`
}
