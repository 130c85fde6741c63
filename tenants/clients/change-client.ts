import { eq, sql } from 'drizzle-orm'
import { clients, type ClientRow } from '../../db/tenant/schema/index.ts'
import { requireReach, requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { insistOnEdition, unlessChanged } from '../edition.ts'
import { AppError } from '../errors.ts'
import { parseInput } from '../parse-input.ts'
import { readReferences } from '../studio/read-references.ts'
import { given } from '../studio/staff-input.ts'
import { clientDetails, isSomebody, nobody } from './client-input.ts'
import { emailTaken, isEmailTaken, type NewClient } from './create-client.ts'
import { settleFieldValues, writeFieldValues } from './custom-fields/field-values.ts'
import { requireKnown } from './require-known.ts'

const changedInput = clientDetails.refine(isSomebody, nobody)
/** What is not given stays as it is. */
export type ClientChange = { [Field in keyof NewClient]?: NewClient[Field] | undefined }

/**
 * Changes what staff know of a client; a trainer of their own, but for the group, whose rules are worth something. What is
 * booked keeps the details it was booked with. Whoever has a login changes their address themselves.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`, `invalid_input`; `changed_meanwhile` when it is no longer the
 * `edition` that was seen, or not even as it was read just now; `conflict` (`email_taken`); `not_allowed` (`erased`, `has_login`); DatabaseError.
 */
export async function changeClient(
  ctx: TenantContext,
  { clientId, edition, ...changes }: { clientId: string; edition?: number | undefined } & ClientChange,
): Promise<ClientRow> {
  const staff = requireReach(ctx, 'clients:change')
  const before = await requireKnown(ctx, { ...staff, clientId })
  const { fields, locale, timeZone, ...input } = parseInput(changedInput, { ...before, ...given(changes) })
  const after = { ...input, locale: locale ?? before.locale, timeZone: timeZone ?? null }
  if (after.clientGroupId !== before.clientGroupId) {
    requireStaff(ctx, 'clients:change')
    if (after.clientGroupId) (await readReferences(ctx)).clientGroup(after.clientGroupId)
  }
  if (after.email !== before.email && before.userId !== null) {
    const sentence = 'This client has a login, and changes the address themselves.'
    throw new AppError('not_allowed', sentence, { reason: 'has_login' })
  }
  const values = await settleFieldValues(ctx, fields)
  // The whole row is written: nobody's change in between is lost, and nobody merged or forgotten is somebody again.
  const seen = edition ?? before.edition
  const { db } = ctx
  try {
    const [, [row]] = await unlessChanged(() =>
      db.write([
        insistOnEdition(db, { table: clients, isIt: sql`id = ${clientId}`, edition: seen }),
        db.orm.update(clients).set(after).where(eq(clients.id, clientId)).returning(),
        ...writeFieldValues(db, clientId, values),
        insertAudit(ctx, {
          actor: staff.actor,
          action: 'client.change',
          subjectId: clientId,
          after: { fields: changedNames(before, after, [...values.keys()]) },
        }),
      ]),
    )
    if (row) return row
  } catch (cause) {
    throw isEmailTaken(cause) ? emailTaken() : cause
  }
  throw new AppError('unavailable', 'It could not be written down. Please try again.')
}

/** Which fields are different now: that they changed is in the log, not what they say of somebody. */
function changedNames(before: ClientRow, after: Partial<ClientRow>, fieldIds: readonly string[]): string[] {
  const seen: Record<string, unknown> = before
  const names = Object.entries(after).flatMap(([name, value]) => (seen[name] === value ? [] : [name]))
  return [...names, ...fieldIds]
}
