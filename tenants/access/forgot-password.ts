import type { TenantContext } from '../context.ts'
import { mailLink } from './mail-link.ts'

/** Mails a link to choose a new password, for half an hour, to whoever has a login with this address. Else as `mail-link.ts`. */
export function forgotPassword(ctx: TenantContext, input: { email: string }): Promise<void> {
  return mailLink(ctx, input, { purpose: 'reset_password', kind: 'account_reset' })
}
