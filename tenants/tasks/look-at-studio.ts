import { joinReads } from '../../db/join-reads.ts'
import type { TenantContext } from '../context.ts'
import { readNextDue, type NextDue } from '../messages/next-due-at.ts'
import { listUnforgotten } from '../privacy/reapply-erasures.ts'
import { lookAtTasks, type FoundTasks } from './look-at-tasks.ts'

/** What there is to do in a studio at a visit. What could not be looked at is missing, and is done to find out. */
export type StudioLook = {
  /** Of those who are to be forgotten, who is still known. */
  unforgotten: string[] | undefined
  tasks: FoundTasks
  outbox: NextDue | undefined
}

/**
 * Looks what is due in a studio, and whether it still knows any of these people who are to be forgotten: two round trips
 * that write nothing. Never rejects.
 */
export async function lookAtStudio(ctx: TenantContext, toForget: readonly string[]): Promise<StudioLook> {
  const together: TenantContext = { ...ctx, db: joinReads(ctx.db) }
  const orNothing = () => undefined
  const [unforgotten, tasks, outbox] = await Promise.all([
    toForget.length === 0 ? [] : listUnforgotten(together, toForget).catch(orNothing),
    lookAtTasks(together),
    readNextDue(together).catch(orNothing),
  ])
  return { unforgotten, tasks, outbox }
}
