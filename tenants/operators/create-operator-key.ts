import { z } from 'zod'
import { operatorKeys } from '../../db/registry/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { days } from '../durations.ts'
import { makeId } from '../ids.ts'
import { line } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import { makeOperatorSecret, operatorKeyRow } from './operator-key.ts'
import type { PlatformContext } from './platform-context.ts'
import { readRole } from './read-role.ts'
import { requireAdministrator } from './require-administrator.ts'

const keyInput = z.object({
  name: line(80),
  /** `never` is a choice, not what happens by itself. */
  expiresInDays: z.union([z.int().min(1).max(3_650), z.literal('never')]).default(365),
})
export type NewOperatorKey = z.input<typeof keyInput> & { role: string }

/**
 * Makes a key for a program of the operators'. `secret` is to be shown once: only its hash is kept.
 *
 * @throws AppError `invalid_input`, and what `requireAdministrator` throws.
 */
export async function createOperatorKey(
  ctx: PlatformContext,
  raw: NewOperatorKey,
): Promise<{ id: string; secret: string }> {
  const actor = requireAdministrator(ctx)
  const { name, expiresInDays } = parseInput(keyInput, raw)
  const role = readRole(raw.role)
  const secret = makeOperatorSecret()
  const id = makeId('opk')
  const now = ctx.now()
  const expiresAt = expiresInDays === 'never' ? null : now + days(expiresInDays)
  const row = await operatorKeyRow(secret, { id, name, role, createdBy: actor, now, expiresAt })
  await ctx.db.write([
    ctx.db.orm.insert(operatorKeys).values(row),
    insertAudit(ctx, {
      actor,
      action: 'operator_key.create',
      subjectId: id,
      after: { name, role, expiresAt },
    }),
  ])
  return { id, secret }
}
