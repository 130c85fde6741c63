import type { TenantContext, Work } from '../context.ts'
import { makeDownload } from '../downloads/make-download.ts'
import { workOnImport } from '../imports/work-on-import.ts'
import { sendDueWebhooks, type WebhookSending } from '../webhooks/send-due-webhooks.ts'

/**
 * Does something that takes longer than a request, as `ctx.startWork` asked. Asked for again, it goes on or does nothing.
 *
 * @throws DatabaseError, and whatever keeps it from being done: it is tried again.
 */
export async function runWork(ctx: TenantContext, work: Work, sending: WebhookSending): Promise<void> {
  if (work.kind === 'download') return makeDownload(ctx, work.id)
  // What follows is not done for a closed studio; it goes on when the studio opens again.
  if (ctx.tenant.status !== 'active') return
  if (work.kind === 'import') return workOnImport(ctx, work.id)
  const nextAt = await sendDueWebhooks(ctx, sending)
  if (nextAt === null) return
  await (nextAt <= ctx.now() ? ctx.startWork(work) : ctx.announce(nextAt))
}
