import { and, desc, eq, isNull } from 'drizzle-orm'
import { deadLetters, tenants } from '../../db/registry/schema/index.ts'
import type { AccessContext } from '../access/access-context.ts'
import { nameLogin } from '../access/name-actor.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { AppError } from '../errors.ts'
import type { DeadLetterQueue } from '../fleet/keep-dead-letters.ts'
import { requireOperator } from './require-operator.ts'

const MOST_SHOWN = 100

export type OpenLetter = {
  id: string
  queue: DeadLetterQueue
  /** The studio's name and id, if the letter names one that is known. */
  tenant: { id: string; name: string } | null
  /** JSON. */
  body: string
  attempts: number
  diedAt: number
}

/** What the queues gave up on and nobody passed on again, the latest first; a hundred at most. */
export async function listDeadLetters(ctx: AccessContext): Promise<OpenLetter[]> {
  requireOperator(ctx)
  const { orm, read } = ctx.db
  const [rows] = await read([
    orm
      .select({ letter: deadLetters, name: tenants.name })
      .from(deadLetters)
      .leftJoin(tenants, eq(tenants.id, deadLetters.tenantId))
      .where(isNull(deadLetters.replayedAt))
      .orderBy(desc(deadLetters.diedAt), desc(deadLetters.id))
      .limit(MOST_SHOWN),
  ])
  return rows.map(({ letter: { id, queue, tenantId, body, attempts, diedAt }, name }) => ({
    id,
    queue: queue === 'work' ? 'work' : 'messages',
    tenant: tenantId !== null && name !== null ? { id: tenantId, name } : null,
    body,
    attempts,
    diedAt,
  }))
}

/** Puts a letter into its queue; it rejects when the queue does not take it. */
export type SendLetter = (queue: DeadLetterQueue, body: unknown) => Promise<void>

/**
 * Passes a letter on to its queue once more. Should this die in between it is still there, and may be passed on twice:
 * what is done because of it is done once.
 *
 * @throws AppError `not_found` when it is not there, or was passed on already; `unavailable` when the queue takes nothing.
 */
export async function replayDeadLetter(
  ctx: AccessContext,
  { id, send }: { id: string; send: SendLetter },
): Promise<void> {
  const letter = await findOpen(ctx, id)
  try {
    await send(letter.queue === 'work' ? 'work' : 'messages', JSON.parse(letter.body))
  } catch {
    throw new AppError('unavailable', 'The queue took nothing. Try again.')
  }
  const actor = nameLogin(ctx)
  await ctx.db.write([
    ctx.db.orm.update(deadLetters).set({ replayedAt: ctx.now(), replayedBy: actor }).where(isOpenLetter(id)),
    insertAudit(ctx, { actor, action: 'dead_letter.replay', subjectId: id, after: toState(letter) }),
  ])
}

/** Throws a letter away. @throws AppError `not_found` when it is not there, or was passed on already. */
export async function dropDeadLetter(ctx: AccessContext, { id }: { id: string }): Promise<void> {
  const letter = await findOpen(ctx, id)
  await ctx.db.write([
    ctx.db.orm.delete(deadLetters).where(isOpenLetter(id)),
    insertAudit(ctx, {
      actor: nameLogin(ctx),
      action: 'dead_letter.drop',
      subjectId: id,
      before: toState(letter),
    }),
  ])
}

function isOpenLetter(id: string) {
  return and(eq(deadLetters.id, id), isNull(deadLetters.replayedAt))
}

async function findOpen(ctx: AccessContext, id: string) {
  requireOperator(ctx)
  const [[letter]] = await ctx.db.read([ctx.db.orm.select().from(deadLetters).where(isOpenLetter(id))])
  if (!letter) throw new AppError('not_found', 'There is no such letter any more.')
  return letter
}

function toState({ queue, tenantId, body }: typeof deadLetters.$inferSelect) {
  return { queue, tenantId, body }
}
