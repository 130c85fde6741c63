import type { TenantContext } from '../context.ts'
import { mailLink } from './mail-link.ts'

/** Mails a link that signs in, for ten minutes, to whoever has a login with this address. Else as `mail-link.ts`. */
export function sendSignInLink(ctx: TenantContext, input: { email: string }): Promise<void> {
  return mailLink(ctx, input, { purpose: 'sign_in', kind: 'account_sign_in' })
}
