import { requireFresh } from '../access/require-fresh.ts'
import { AppError } from '../errors.ts'
import type { PlatformContext } from './platform-context.ts'
import { requireRole } from './require-role.ts'

/**
 * Who decides about operators and their keys, as the audit log writes it: an administrator who has just proven who they
 * are, or whoever has a terminal with the deployment's own secrets. Never a key: it would make others.
 *
 * @throws AppError `unauthorized`, `second_factor_required`, `forbidden`, `reauthentication_required`
 */
export function requireAdministrator(ctx: PlatformContext): string {
  if (ctx.isTerminal) return 'system'
  const { actor } = requireRole(ctx, 'administrator')
  if (ctx.key) {
    throw new AppError('forbidden', 'Only a person may do this, not a key.', { reason: 'needs_a_person' })
  }
  requireFresh(ctx)
  return actor
}
