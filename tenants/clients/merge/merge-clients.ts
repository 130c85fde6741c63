import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { clients, type ClientRow } from '../../../db/tenant/schema/index.ts'
import { insistOn } from '../../access/insist-on.ts'
import { requireStaff } from '../../access/require-staff.ts'
import { insertAudit } from '../../audit/insert-audit.ts'
import type { TenantContext } from '../../context.ts'
import { unlessChanged } from '../../edition.ts'
import { AppError } from '../../errors.ts'
import { anId } from '../../input-parts.ts'
import { invalidFields, parseInput } from '../../parse-input.ts'
import { IN_LINE } from '../../waitlist/in-line.ts'
import { requireKnown } from '../require-known.ts'
import { mergedRow, mergeFields, mergeSides } from './merge-fields.ts'
import { mergeStatements } from './merge-statements.ts'

const mergeInput = z.object({
  keepId: anId,
  goneId: anId,
  /** Whose value is kept of a field; what is not named: the kept client's, or the other's where they have none. */
  fields: z.partialRecord(z.enum(mergeFields), z.enum(mergeSides).optional()).default({}),
  /** The same of the studio's own fields, by their ids. */
  customFields: z.record(anId, z.enum(mergeSides)).default({}),
  /** Both as they were seen. */
  editions: z.object({ keep: z.int(), gone: z.int() }).nullish(),
})

/**
 * Makes one client of two who are the same person: all that is the gone one's is the kept one's from now on, places taken
 * twice included. The gone one stays as a row without an address, a number or a login. Cannot be undone.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`, `invalid_input`; `changed_meanwhile` when either is no longer
 * as seen; `not_allowed` (`erased`, `both_sign_in`); `conflict` (`both_waiting` in one line); DatabaseError.
 */
export async function mergeClients(ctx: TenantContext, raw: z.input<typeof mergeInput>): Promise<ClientRow> {
  const actor = requireStaff(ctx, 'clients:change')
  const { keepId, goneId, editions, ...chosen } = parseInput(mergeInput, raw)
  if (keepId === goneId) {
    throw invalidFields([{ path: 'goneId', code: 'same', message: 'This is the same client.' }])
  }
  const [keep, gone] = await Promise.all(
    [keepId, goneId].map((clientId) => requireKnown(ctx, { clientId, onlyTrainerId: null })),
  )
  if (!keep || !gone) throw new AppError('not_found', 'There is no such client.')
  if (keep.userId !== null && gone.userId !== null) {
    const sentence = 'Both sign in with a login of their own: they are merged only when one has none.'
    throw new AppError('not_allowed', sentence, { reason: 'both_sign_in' })
  }
  await refuseOneLine(ctx, { keepId, goneId })
  const { db } = ctx
  const seen = { keep: editions?.keep ?? keep.edition, gone: editions?.gone ?? gone.edition }
  const takenFieldIds = Object.entries(chosen.customFields).flatMap(([id, side]) =>
    side === 'gone' ? [id] : [],
  )
  const isPossible = sql`${isAsSeen({ id: keepId, edition: seen.keep })}
    AND ${isAsSeen({ id: goneId, edition: seen.gone })} AND NOT EXISTS (${inOneLine(keepId, goneId)})`
  const kept = mergedRow({ keep, gone }, chosen.fields)
  await unlessChanged(() =>
    db.write([
      insistOn(db, isPossible),
      ...mergeStatements(ctx, { keepId, goneId, takenFieldIds, kept }),
      insertAudit(ctx, { actor, action: 'client.merge', subjectId: keepId, after: { goneId } }),
      insertAudit(ctx, { actor, action: 'client.merge', subjectId: goneId, after: { keepId } }),
    ]),
  )
  return requireKnown(ctx, { clientId: keepId, onlyTrainerId: null })
}

const isAsSeen = ({ id, edition }: { id: string; edition: number }) =>
  sql`EXISTS (SELECT 1 FROM ${clients} WHERE id = ${id} AND edition = ${edition} AND erased_at IS NULL
    AND merged_into_id IS NULL)`

type Two = { keepId: string; goneId: string }

/** Nobody stands in one line twice: the index refuses, and which place is the right one only people know. */
async function refuseOneLine({ db }: TenantContext, { keepId, goneId }: Two): Promise<void> {
  const [lines] = await db.read([db.orm.all(inOneLine(keepId, goneId))])
  if (lines.length === 0) return
  const sentence = 'Both wait for the same class: take one of them off that waitlist first.'
  throw new AppError('conflict', sentence, { reason: 'both_waiting' })
}

const inOneLine = (keepId: string, goneId: string) =>
  sql`SELECT 1 FROM waitlist_entries AS theirs JOIN waitlist_entries AS other
    ON other.client_id = ${goneId} AND other.session_id = theirs.session_id AND other.status IN ${IN_LINE}
    WHERE theirs.client_id = ${keepId} AND theirs.status IN ${IN_LINE}`
