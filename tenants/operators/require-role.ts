import { operatorRoles, type OperatorRole } from '../../db/registry/schema/index.ts'
import { AppError } from '../errors.ts'
import type { PlatformContext } from './platform-context.ts'
import { requireOperator } from './require-operator.ts'

/** Who asks, as the audit log writes it, and how they are called. */
export type OperatorActor = { actor: string; name: string; role: OperatorRole }

/**
 * Who of the platform's people is asking, who may do as much as that role: a person with a second factor, or a program with
 * a key that such a person made.
 *
 * @throws AppError `unauthorized`, `second_factor_required`, `forbidden`
 */
export function requireRole(
  ctx: Pick<PlatformContext, 'login' | 'key' | 'tenant'>,
  role: OperatorRole,
): OperatorActor {
  const who = ctx.key
    ? { actor: `operator:${ctx.key.id}`, name: ctx.key.name, role: ctx.key.role }
    : ofLogin(ctx)
  if (operatorRoles.indexOf(who.role) < operatorRoles.indexOf(role)) {
    throw new AppError('forbidden', `This takes the role “${role}”.`)
  }
  return who
}

function ofLogin(ctx: Pick<PlatformContext, 'login' | 'tenant'>): OperatorActor {
  const { user } = requireOperator(ctx)
  return { actor: `operator:${user.id}`, name: user.name, role: ctx.login?.role ?? 'support' }
}
