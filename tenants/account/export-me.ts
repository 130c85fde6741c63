import type { TenantContext } from '../context.ts'
import { exportClient, type PersonExport } from '../privacy/export-client.ts'
import { asOwnClient } from './account-of.ts'

/**
 * All that the studio knows of the person who signed in, for themselves.
 *
 * @throws AppError `unauthorized`, `reauthentication_required`; `conflict` (`email_taken`); DatabaseError.
 */
export async function exportMe(ctx: TenantContext): Promise<PersonExport> {
  const mine = await asOwnClient(ctx)
  return exportClient(mine, { clientId: mine.login.clientId })
}
