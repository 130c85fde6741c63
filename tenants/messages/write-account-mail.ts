import { makeOneTimeLink } from '../access/one-time-token.ts'
import type { OneTimeTokenRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { atHost } from './at-host.ts'
import type { ClaimedAccountMail } from './claim-messages.ts'
import type { WrittenMail } from './mail-content.ts'
import { writeLimitNear } from '../plans/write-limit-near.ts'
import { writeDisabled } from '../webhooks/write-disabled.ts'
import { renderAccountMessage } from './render-account-message.ts'
import { writeDigest } from './write-digest.ts'
import type { Wording } from './write-notice.ts'
import { writeTest } from './write-test.ts'

/** The page that each link opens. It shows what it is for; only what is sent from it spends the link. */
const PAGES = {
  register: '/account/register/complete',
  sign_in: '/sign-in/link',
  reset_password: '/reset-password',
  change_email: '/account/confirm-email',
  join: '/admin/join',
  // The platform's alone: no studio sends one.
  studio_data: '/',
} as const satisfies Record<OneTimeTokenRow['purpose'], string>

/** Writes what a claimed message says about somebody's login. Its link is made now: the outbox holds no secret. */
export async function writeAccountMail(
  ctx: TenantContext,
  { message, matter }: ClaimedAccountMail,
  { catalogue, templates }: Wording,
): Promise<WrittenMail & { attachments: [] }> {
  const { kind, locale } = message
  if (kind === 'staff_digest')
    return { ...(await writeDigest(ctx, message, { catalogue, templates })), attachments: [] }
  if (kind === 'template_test') return { ...(await writeTest(ctx, message)), attachments: [] }
  if (kind === 'webhook_disabled')
    return { ...writeDisabled(ctx, { message, matter, studio: catalogue.studio }), attachments: [] }
  if (kind === 'plan_limit_near')
    return { ...writeLimitNear(ctx, { message, matter, studio: catalogue.studio }), attachments: [] }
  const host = matter.token?.details?.['host']
  const there = host === undefined ? ctx : atHost(ctx, host)
  const actionUrl = there.origin + (await pathOf(ctx, { message, matter }))
  return {
    ...renderAccountMessage({ kind, matter, locale, studio: catalogue.studio, templates, actionUrl }),
    attachments: [],
  }
}

async function pathOf(ctx: TenantContext, { message, matter }: ClaimedAccountMail): Promise<string> {
  const { token } = matter
  if (token) return `${PAGES[token.purpose]}?token=${await makeOneTimeLink(ctx, token.id)}`
  if (message.kind === 'account_erased') return '/'
  if (message.kind === 'account_exists') return '/sign-in'
  // Who is no client works here.
  return matter.clientFirstName === null ? '/admin' : '/account'
}
