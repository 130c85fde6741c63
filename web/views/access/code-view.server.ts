import { redirect } from '@remix-run/cloudflare'
import { verifySecondFactor } from '../../../tenants/access/factors/verify-second-factor.ts'
import { findWaiting } from '../../../tenants/access/find-login.ts'
import { readSessionCookie } from '../../../tenants/access/login-sessions.ts'
import { verifyWithPasskey } from '../../../tenants/access/passkeys/verify-with-passkey.ts'
import { isAppError } from '../../../tenants/errors.ts'
import { carryOut, type FormAnswer } from '../../lib/form-answer.server.ts'
import type { Portal } from '../../lib/portal.server.ts'
import { readForm, requireTyped, type SentForm } from '../../lib/read-form.server.ts'
import { accessPath, titled } from './access-page.server.ts'
import { afterSignIn, alreadyIn } from './after-sign-in.server.ts'
import { passkeyRefusals, readPasskey } from './passkey-form.server.ts'

/** The second step of signing in. Whoever has not taken the first, or too long ago, begins anew. */
export async function codePage(portal: Portal) {
  const { ctx, path, url, words } = portal
  if (ctx.login) throw redirect(alreadyIn(portal, ctx.login), 303)
  const secret = waitingSecretOf(portal)
  if (secret === null || !(await findWaiting(ctx, secret)))
    throw redirect(accessPath(portal, '/sign-in'), 303)
  const said = words('signInCode')
  const isRecovery = asksRecovery(portal)
  const passkey = url.searchParams.get('passkey')
  return {
    ...titled(portal, said.title),
    isRecovery,
    hasPasskey: passkey !== null,
    challengeHref: path('/sign-in/challenge'),
    otherHref: accessPath(portal, '/sign-in/code', { passkey, with: isRecovery ? null : 'recovery' }),
    startOverHref: accessPath(portal, '/sign-in'),
    words: { ...words('signIn'), ...said },
  }
}

export type CodePage = Awaited<ReturnType<typeof codePage>>

/** Whoever took too long is sent back to the first step. */
export async function codeAnswer(portal: Portal): Promise<FormAnswer> {
  const form = await readForm(portal.request)
  const waitingSecret = waitingSecretOf(portal) ?? ''
  try {
    return await (form.text('response') === ''
      ? byCode(portal, form, waitingSecret)
      : byPasskey(portal, form, waitingSecret))
  } catch (error) {
    if (isAppError(error, 'unauthorized')) return { location: accessPath(portal, '/sign-in') }
    throw error
  }
}

async function byCode(portal: Portal, form: SentForm, waitingSecret: string): Promise<FormAnswer> {
  const said = portal.words('signInCode')
  const wrong = asksRecovery(portal) ? said.wrongRecovery : said.wrong
  return carryOut(portal, { fields: { code: said.missing, 'code.wrong_code': wrong } }, async () => {
    requireTyped(form, ['code'])
    const code = form.text('code')
    return afterSignIn(portal, await verifySecondFactor(portal.ctx, { waitingSecret, code }))
  })
}

async function byPasskey(portal: Portal, form: SentForm, waitingSecret: string): Promise<FormAnswer> {
  return carryOut(portal, { messages: passkeyRefusals(portal) }, async () =>
    afterSignIn(portal, await verifyWithPasskey(portal.ctx, { waitingSecret, ...readPasskey(form) })),
  )
}

/** The cookie's secret of a session that awaits its second factor. */
export const waitingSecretOf = ({ ctx, request }: Portal): string | null =>
  readSessionCookie(request.headers.get('cookie') ?? '', ctx.origin)

const asksRecovery = ({ url }: Portal): boolean => url.searchParams.get('with') === 'recovery'
