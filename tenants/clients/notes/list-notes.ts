import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import { clientNotes, type ClientNoteRow } from '../../../db/tenant/schema/index.ts'
import { requireReach } from '../../access/require-staff.ts'
import type { TenantContext } from '../../context.ts'
import { invalidFields, parseInput } from '../../parse-input.ts'
import { insertLook, noSuchClient, selectClient } from '../select-client.ts'

/** What staff wrote down about a client. `author` as the audit log writes it; instants in ms. */
export type Note = Pick<ClientNoteRow, 'id' | 'author' | 'trainerId' | 'text' | 'createdAt'>

const listNotesInput = z.object({
  clientId: z.string(),
  limit: z.int().min(1).max(100),
  /** The last note of the page before. */
  after: z.string().nullish(),
})

/**
 * What staff wrote about a client, the newest first: one page, and whether there are more; for a trainer about their own
 * clients, whoever wrote it. That somebody looked is written down: one round trip for both.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`, `not_found`; DatabaseError.
 */
export async function listNotes(
  ctx: TenantContext,
  raw: z.input<typeof listNotesInput>,
): Promise<{ notes: Note[]; hasMore: boolean }> {
  const staff = requireReach(ctx, 'clients:view')
  const { clientId, limit, after } = parseInput(listNotesInput, raw)
  const { orm, write } = ctx.db
  const { id, author, trainerId, text, createdAt } = clientNotes
  const isOf = eq(clientNotes.clientId, clientId)
  const last = sql`(SELECT created_at, id FROM client_notes AS last WHERE last.id = ${after} AND last.client_id = ${clientId})`
  const [[client], [known], found] = await write([
    selectClient(ctx, { ...staff, clientId }),
    orm
      .select({ id })
      .from(clientNotes)
      .where(and(eq(id, after ?? ''), isOf)),
    orm
      .select({ id, author, trainerId, text, createdAt })
      .from(clientNotes)
      .where(
        and(isOf, isNull(clientNotes.deletedAt), after ? sql`(${createdAt}, ${id}) < ${last}` : undefined),
      )
      .orderBy(desc(createdAt), desc(id))
      .limit(limit + 1),
    insertLook(ctx, { ...staff, clientId }),
  ])
  if (!client) throw noSuchClient()
  if (after && !known) throw invalidFields([{ path: 'cursor', message: 'This is no cursor of this list.' }])
  return { notes: found.slice(0, limit), hasMore: found.length > limit }
}
