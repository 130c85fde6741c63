import { z } from 'zod'
import { isDatabaseError } from '../../db/database-error.ts'
import { clients, type ClientRow, type NewClientRow } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { clientInput } from '../bookings/booking-input.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { makeId } from '../ids.ts'
import { parseInput } from '../parse-input.ts'
import { readReferences } from '../studio/read-references.ts'

const newClientInput = clientInput.extend({ clientGroupId: z.string().nullish() })

/**
 * Writes down a client who has not booked yet, such as a new member.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`, `conflict` (`email_taken`)
 */
export async function createClient(
  ctx: TenantContext,
  raw: z.input<typeof newClientInput>,
): Promise<ClientRow> {
  const actor = requireStaff(ctx, 'clients:change')
  const { locale, timeZone, clientGroupId, ...input } = parseInput(newClientInput, raw)
  const { studio, clientGroup } = await readReferences(ctx)
  const row: NewClientRow = {
    ...input,
    id: makeId('cli'),
    locale: locale ?? studio.defaultLocale,
    timeZone: timeZone ?? null,
    clientGroupId: clientGroupId ? clientGroup(clientGroupId).id : null,
    userId: null,
    erasedAt: null,
    createdAt: ctx.now(),
  }
  try {
    const [[made]] = await ctx.db.write([
      ctx.db.orm.insert(clients).values(row).returning(),
      insertAudit(ctx, { actor, action: 'client.create', subjectId: row.id }),
    ])
    if (made) return made
  } catch (cause) {
    if (!isDatabaseError(cause, 'constraint')) throw cause
    throw new AppError('conflict', 'There is a client with this address.', { reason: 'email_taken' })
  }
  throw new AppError('unavailable', 'It could not be written down. Please try again.')
}
