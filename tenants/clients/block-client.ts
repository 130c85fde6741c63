import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { clients, waitlistEntries } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { note } from '../studio/staff-input.ts'
import { endEntries } from '../waitlist/end-entries.ts'
import { IN_LINE } from '../waitlist/in-line.ts'
import { promoteWaiting } from '../waitlist/promote-waiting.ts'
import { requireKnown } from './require-known.ts'

const blockInput = z.object({ reason: note })

/**
 * Has a client book nothing by themselves any more, and takes them out of the lines they stand in; what is booked stays,
 * and staff may book for them. Why is for staff alone.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`, `invalid_input`; `not_allowed` (`erased`); DatabaseError.
 */
export async function blockClient(
  ctx: TenantContext,
  { clientId, ...raw }: { clientId: string; reason: string },
): Promise<void> {
  const actor = requireStaff(ctx, 'clients:change')
  const client = await requireKnown(ctx, { clientId, onlyTrainerId: null })
  const { reason } = parseInput(blockInput, raw)
  const { orm, read, write } = ctx.db
  const now = ctx.now()
  const isTheirs = sql`client_id = ${clientId}`
  const [waiting] = await read([
    orm
      .selectDistinct({ sessionId: waitlistEntries.sessionId })
      .from(waitlistEntries)
      .where(sql`${isTheirs} AND status IN ${IN_LINE}`),
  ])
  await write([
    orm
      .update(clients)
      .set({ blockedAt: client.blockedAt ?? now, blockReason: reason })
      .where(eq(clients.id, clientId)),
    ...endEntries({ where: isTheirs, status: 'left', now }).map((statement) => orm.run(statement)),
    insertAudit(ctx, { actor, action: 'client.blocked', subjectId: clientId, reason }),
  ])
  // What was kept for them is for the next.
  for (const { sessionId } of waiting) await promoteWaiting(ctx, sessionId)
}
