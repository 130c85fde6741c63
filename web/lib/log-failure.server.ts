import type { AppError } from '../../tenants/errors.ts'
import type { LoadContext } from '../load-context.ts'

/** Has a page's failure logged, as the Worker logs all others: of which request and studio, without values. */
export function logFailure({ ctx, report }: LoadContext, code: AppError['code'], error: unknown): void {
  report({ event: 'page_failed', code, requestId: ctx.requestId, tenantId: ctx.tenant.id }, error)
}
