import type { z } from 'zod'
import { isDatabaseError } from '../../db/database-error.ts'
import { clients, type ClientRow, type NewClientRow } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { makeId } from '../ids.ts'
import { parseInput } from '../parse-input.ts'
import { withinPlan } from '../plans/plan-limit.ts'
import { readReferences } from '../studio/read-references.ts'
import { clientDetails, isSomebody, nobody } from './client-input.ts'
import { settleFieldValues, writeFieldValues } from './custom-fields/field-values.ts'

const newClientInput = clientDetails.refine(isSomebody, nobody)
export type NewClient = z.input<typeof newClientInput>

/**
 * Writes down a client who has not booked yet, such as a new member, or somebody without an address.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`, `conflict` (`email_taken`), `not_allowed` (`plan_limit`);
 *   DatabaseError.
 */
export async function createClient(ctx: TenantContext, raw: NewClient): Promise<ClientRow> {
  const actor = requireStaff(ctx, 'clients:change')
  const { locale, timeZone, clientGroupId, fields, ...input } = parseInput(newClientInput, raw)
  const { studio, clientGroup } = await readReferences(ctx)
  const values = await settleFieldValues(ctx, fields)
  const row: NewClientRow = {
    ...input,
    id: makeId('cli'),
    locale: locale ?? studio.defaultLocale,
    timeZone: timeZone ?? null,
    clientGroupId: clientGroupId ? clientGroup(clientGroupId).id : null,
    createdAt: ctx.now(),
  }
  try {
    const [[made]] = await withinPlan(() =>
      ctx.db.write([
        ctx.db.orm.insert(clients).values(row).returning(),
        ...writeFieldValues(ctx.db, row.id, values),
        insertAudit(ctx, { actor, action: 'client.create', subjectId: row.id }),
      ]),
    )
    if (made) return made
  } catch (cause) {
    throw isEmailTaken(cause) ? emailTaken() : cause
  }
  throw new AppError('unavailable', 'It could not be written down. Please try again.')
}

/** Whether a batch failed because somebody else has the address. */
export function isEmailTaken(cause: unknown): boolean {
  return isDatabaseError(cause, 'constraint') && cause.message.includes('clients.email')
}

export function emailTaken(): AppError {
  return new AppError('conflict', 'There is a client with this address.', { reason: 'email_taken' })
}
