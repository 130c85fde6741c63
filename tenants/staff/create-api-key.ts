import { z } from 'zod'
import { apiKeys, type ApiKeyRow } from '../../db/tenant/schema/index.ts'
import { areas, isWithin, type Grants } from '../access/grants.ts'
import { hashStaffKey, makeStaffKey, toHint } from '../access/staff-key.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { days } from '../durations.ts'
import { AppError } from '../errors.ts'
import { makeId } from '../ids.ts'
import { line } from '../input-parts.ts'
import { invalidFields, parseInput } from '../parse-input.ts'
import { requireFeature } from '../plans/require-feature.ts'
import { toApiKeyView, type ApiKeyView } from './api-key-view.ts'
import { grantsInput } from './role-input.ts'
import { writeAsRead } from './write-as-read.ts'

const createApiKeyInput = z.object({
  name: line(80),
  grants: grantsInput,
  /** `never` is a choice, not what happens by itself. */
  expiresInDays: z.union([z.int().min(1).max(3_650), z.literal('never')]).default(365),
})
export type CreateApiKeyInput = z.input<typeof createApiKeyInput>

/**
 * Makes a key with which a program may do some of what its maker may; never what is about people's own access. `key` is to
 * be shown once: only its hash is kept.
 *
 * @throws AppError `unauthorized`, `reauthentication_required`; `forbidden` (`more_than_own`); `invalid_input`; `not_allowed`
 *   (`plan_limit`); DatabaseError.
 */
export async function createApiKey(
  ctx: TenantContext,
  raw: CreateApiKeyInput,
): Promise<{ apiKey: ApiKeyView; key: string }> {
  const { name, grants, expiresInDays } = parseInput(createApiKeyInput, raw)
  refuseUnfit(grants)
  requireFeature(ctx, 'api')
  const key = makeStaffKey()
  const now = ctx.now()
  const made = {
    id: makeId('key'),
    name,
    keyHash: await hashStaffKey(key),
    hint: toHint(key),
    grants,
    createdAt: now,
    expiresAt: expiresInDays === 'never' ? null : now + days(expiresInDays),
    lastUsedAt: null,
    revokedAt: null,
  }
  return writeAsRead(ctx, ({ actor, self }) => {
    if (!isWithin(grants, self.grants)) {
      const sentence = 'A key can do no more than whoever makes it.'
      throw new AppError('forbidden', sentence, { reason: 'more_than_own' })
    }
    const row: ApiKeyRow = { ...made, createdBy: actor }
    const after = { name, grants, expiresAt: made.expiresAt }
    return {
      statements: [
        ctx.db.orm.insert(apiKeys).values(row),
        insertAudit(ctx, { actor, action: 'key.created', subjectId: row.id, after }),
      ],
      result: { apiKey: toApiKeyView(row, self.name), key },
    }
  })
}

/** A program is nobody: nothing is its own, and it makes nobody else. */
function refuseUnfit(grants: Grants): void {
  const errors = areas.flatMap((area) => {
    const { view, change } = grants[area]
    if (view === 'own' || change === 'own') {
      return [
        { path: `grants.${area}`, code: 'invalid', message: 'Nothing is a key’s own: say any or none.' },
      ]
    }
    return area === 'staff' && change !== 'none'
      ? [{ path: 'grants.staff.change', code: 'invalid', message: 'Only people decide who may do what.' }]
      : []
  })
  if (errors.length > 0) throw invalidFields(errors)
}
