import { sql } from 'drizzle-orm'
import { clients } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { AppError, isAppError } from '../errors.ts'
import { eraseNow } from './erase-client.ts'
import { readPerson } from './person.ts'

export type Reapplied = {
  /** Forgotten now. */
  erased: string[]
  /** Forgotten before, or never in this database. */
  unchanged: string[]
  /** Not yet: a booking of theirs is under way. To be run again. */
  left: string[]
}

/**
 * Forgets again whom the registry says is to be forgotten (`erasure_orders`): in a database that was restored from before,
 * or where an erasure was cut off. Nobody is told, and what they had booked is cancelled. For the studio itself; run twice
 * it changes nothing. One round trip when there is nothing to do.
 *
 * @throws AppError `forbidden` for everybody else; DatabaseError.
 */
export async function reapplyErasures(ctx: TenantContext, clientIds: readonly string[]): Promise<Reapplied> {
  if (ctx.actor.kind !== 'system') throw new AppError('forbidden', 'Only the studio itself may do this.')
  const open = new Set(await listUnforgotten(ctx, clientIds))
  const reapplied: Reapplied = { erased: [], unchanged: clientIds.filter((id) => !open.has(id)), left: [] }
  for (const clientId of open) reapplied[await reapply(ctx, clientId)].push(clientId)
  return reapplied
}

/** Which of these clients are still known here: one round trip. @throws DatabaseError */
export async function listUnforgotten(
  { db: { orm, read } }: TenantContext,
  clientIds: readonly string[],
): Promise<string[]> {
  const [known] = await read([
    orm
      .select({ id: clients.id })
      .from(clients)
      .where(
        sql`${clients.id} IN (SELECT value FROM json_each(${JSON.stringify(clientIds)})) AND ${clients.erasedAt} IS NULL AND ${clients.mergedIntoId} IS NULL`,
      ),
  ])
  return known.map(({ id }) => id)
}

async function reapply(ctx: TenantContext, clientId: string): Promise<'erased' | 'left'> {
  try {
    const person = await readPerson(ctx, clientId)
    await eraseNow(ctx, { person, actor: 'system', isTold: false })
    return 'erased'
  } catch (error) {
    if (isAppError(error)) return 'left'
    throw error
  }
}
