import { makeOneTimeLink } from '../access/one-time-token.ts'
import type { OneTimeTokenRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { atHost } from './at-host.ts'
import type { ClaimedAccountMail } from './claim-messages.ts'
import type { WrittenMail } from './mail-content.ts'
import { renderAccountMessage } from './render-account-message.ts'
import type { StudioNames } from './studio-names.ts'

/** The page that each link opens. It shows what it is for; only what is sent from it spends the link. */
const PAGES = {
  register: '/account/register/complete',
  sign_in: '/sign-in/link',
  reset_password: '/reset-password',
  change_email: '/account/confirm-email',
  join: '/admin/join',
} as const satisfies Record<OneTimeTokenRow['purpose'], string>

/** Writes what a claimed message says about somebody's login. Its link is made now: the outbox holds no secret. */
export async function writeAccountMail(
  ctx: TenantContext,
  { message, matter }: ClaimedAccountMail,
  { studio }: StudioNames,
): Promise<WrittenMail & { attachments: [] }> {
  const { kind, locale } = message
  const host = matter.token?.details?.['host']
  const there = host === undefined ? ctx : atHost(ctx, host)
  const actionUrl = there.origin + (await pathOf(ctx, { message, matter }))
  return { ...renderAccountMessage({ kind, matter, locale, studio, actionUrl }), attachments: [] }
}

async function pathOf(ctx: TenantContext, { message, matter }: ClaimedAccountMail): Promise<string> {
  const { token } = matter
  if (token) return `${PAGES[token.purpose]}?token=${await makeOneTimeLink(ctx, token.id)}`
  if (message.kind === 'account_erased') return '/'
  if (message.kind === 'account_exists') return '/sign-in'
  // Who is no client works here.
  return matter.clientFirstName === null ? '/admin' : '/account'
}
