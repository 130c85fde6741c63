import { operators, totpSecrets, users, type OperatorRole } from '../../db/registry/schema/index.ts'
import type { AccessContext } from '../access/access-context.ts'
import { sealTotpSecret } from '../access/factors/totp-secret.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { deriveId } from '../ids.ts'
import { findOperator, readAddress } from './operator-address.ts'

type NewOperator = {
  email: string
  name: string
  /** Of `hashPassword`. */
  passwordHash: string
  /** Base 32: what their authenticator app has. */
  totpSecret: string
  role?: OperatorRole
}

/**
 * Makes an operator at once, for machines on which there is nothing to guard; people are invited (`inviteOperator`). Whoever
 * is there already stays as they are. Gives the id.
 */
export async function addOperator(ctx: AccessContext, operator: NewOperator): Promise<string> {
  const { name, passwordHash, totpSecret, role = 'administrator' } = operator
  const email = readAddress(operator.email)
  const known = await findOperator(ctx, email)
  if (known) return known.id
  const id = await deriveId('usr', 'operator', email)
  const now = ctx.now()
  const secretSealed = await sealTotpSecret(ctx, id, totpSecret)
  await ctx.db.write([
    ctx.db.orm
      .insert(users)
      .values({ id, email, name, locale: 'en', passwordHash, passwordChangedAt: now, createdAt: now }),
    ctx.db.orm.insert(operators).values({ userId: id, role, createdAt: now }),
    ctx.db.orm.insert(totpSecrets).values({ userId: id, secretSealed, createdAt: now, confirmedAt: now }),
    insertAudit(ctx, { actor: 'system', action: 'operator.add', subjectId: id, after: { role } }),
  ])
  return id
}
