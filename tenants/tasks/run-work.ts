import type { TenantContext, Work } from '../context.ts'
import { makeDownload } from '../downloads/make-download.ts'
import { workOnImport } from '../imports/work-on-import.ts'

/**
 * Does something that takes longer than a request, as `ctx.startWork` asked. Asked for again, it goes on or does nothing.
 *
 * @throws DatabaseError, and whatever keeps it from being done: it is tried again.
 */
export async function runWork(ctx: TenantContext, { kind, id }: Work): Promise<void> {
  if (kind === 'download') return makeDownload(ctx, id)
  // Bringing clients in is not; it goes on when the studio opens again.
  if (ctx.tenant.status === 'active') await workOnImport(ctx, id)
}
