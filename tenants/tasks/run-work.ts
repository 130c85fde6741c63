import type { TenantContext, Work } from '../context.ts'
import { makeDownload } from '../downloads/make-download.ts'

/**
 * Does something that takes longer than a request, as `ctx.startWork` asked. Asked for again, it goes on or does nothing.
 *
 * @throws DatabaseError, and whatever keeps it from being done: it is tried again.
 */
export async function runWork(ctx: TenantContext, work: Work): Promise<void> {
  await makeDownload(ctx, work.id)
}
