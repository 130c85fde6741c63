import { z } from 'zod'
import { clientNotes } from '../../../db/tenant/schema/index.ts'
import { requireReach } from '../../access/require-staff.ts'
import { insertAudit } from '../../audit/insert-audit.ts'
import type { TenantContext } from '../../context.ts'
import { AppError } from '../../errors.ts'
import { makeId } from '../../ids.ts'
import { paragraph } from '../../input-parts.ts'
import { parseInput } from '../../parse-input.ts'
import { noSuchClient, selectClient } from '../select-client.ts'
import type { Note } from './list-notes.ts'

const addNoteInput = z.object({
  clientId: z.string(),
  text: paragraph(2_000).pipe(z.string().min(1, 'required')),
})

/**
 * Writes something down about a client, for staff alone to read; a trainer about their own clients.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`, `not_found`; `not_allowed` (`erased`) about somebody who
 * asked to be forgotten; DatabaseError.
 */
export async function addNote(ctx: TenantContext, raw: z.input<typeof addNoteInput>): Promise<Note> {
  const { actor, onlyTrainerId } = requireReach(ctx, 'clients:change')
  const { clientId, text } = parseInput(addNoteInput, raw)
  const { orm, read, write } = ctx.db
  const [[client]] = await read([selectClient(ctx, { clientId, onlyTrainerId })])
  if (!client) throw noSuchClient()
  if (client.erasedAt !== null) {
    throw new AppError('not_allowed', 'This client asked to be forgotten.', { reason: 'erased' })
  }
  const note: Note = {
    id: makeId('nte'),
    author: actor,
    trainerId: ctx.actor.kind === 'staff' ? ctx.actor.trainerId : null,
    text,
    createdAt: ctx.now(),
  }
  const after = { noteId: note.id }
  await write([
    orm.insert(clientNotes).values({ ...note, clientId }),
    insertAudit(ctx, { actor, action: 'client.note_added', subjectId: clientId, after }),
  ])
  return note
}
