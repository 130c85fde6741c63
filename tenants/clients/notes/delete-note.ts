import { and, eq, isNull } from 'drizzle-orm'
import { clientNotes } from '../../../db/tenant/schema/index.ts'
import { requireReach, requireStaff } from '../../access/require-staff.ts'
import { insertAudit } from '../../audit/insert-audit.ts'
import type { TenantContext } from '../../context.ts'
import { AppError } from '../../errors.ts'
import { noSuchClient, selectClient } from '../select-client.ts'

/**
 * Takes a note away, its text for good: whoever wrote it may, and who may change every client.
 *
 * @throws AppError `unauthorized`; `forbidden`, also for a trainer and somebody else's note; `not_found`; DatabaseError.
 */
export async function deleteNote(
  ctx: TenantContext,
  { clientId, noteId }: { clientId: string; noteId: string },
): Promise<void> {
  const { actor, onlyTrainerId } = requireReach(ctx, 'clients:change')
  const { orm, read, write } = ctx.db
  const isIt = and(
    eq(clientNotes.id, noteId),
    eq(clientNotes.clientId, clientId),
    isNull(clientNotes.deletedAt),
  )
  const [[client], [note]] = await read([
    selectClient(ctx, { clientId, onlyTrainerId }),
    orm.select({ author: clientNotes.author }).from(clientNotes).where(isIt),
  ])
  if (!client) throw noSuchClient()
  if (!note) throw new AppError('not_found', 'There is no such note.')
  if (note.author !== actor) requireStaff(ctx, 'clients:change')
  await write([
    orm.update(clientNotes).set({ text: '', deletedAt: ctx.now() }).where(isIt),
    insertAudit(ctx, { actor, action: 'client.note_deleted', subjectId: clientId, before: { noteId } }),
  ])
}
