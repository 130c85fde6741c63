import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'

/** Keeps the platform's people from what would outlast their visit. @throws AppError `forbidden` (`support_visit`) */
export function refuseSupport({ login }: Pick<TenantContext, 'login'>): void {
  if (login?.visit) throw new AppError('forbidden', 'Support may not do this.', { reason: 'support_visit' })
}
