import { redirect } from '@remix-run/cloudflare'
import { signInWithPasskey } from '../../../tenants/access/passkeys/sign-in-with-passkey.ts'
import { signIn } from '../../../tenants/access/sign-in.ts'
import { carryOut, type FormAnswer } from '../../lib/form-answer.server.ts'
import type { Portal } from '../../lib/portal.server.ts'
import { readForm, requireTyped, type SentForm } from '../../lib/read-form.server.ts'
import { accessPath, titled } from './access-page.server.ts'
import { afterSignIn, alreadyIn } from './after-sign-in.server.ts'
import { passkeyRefusals, readPasskey } from './passkey-form.server.ts'

/** The page on which one signs in; whoever has goes on at once. */
export async function signInPage(portal: Portal) {
  const { ctx, path, url, words } = portal
  if (ctx.login) throw redirect(alreadyIn(portal, ctx.login), 303)
  const said = words('signIn')
  return {
    ...titled(portal, said.title),
    notice: noticeOf(url.searchParams.get('told'), said),
    challengeHref: path('/sign-in/challenge'),
    linkHref: accessPath(portal, '/sign-in/link'),
    forgotHref: accessPath(portal, '/forgot-password'),
    registerHref: accessPath(portal, '/register'),
    words: said,
  }
}

export type SignInPage = Awaited<ReturnType<typeof signInPage>>

/** What led here, when it was something that is done. */
function noticeOf(told: string | null, said: Record<'signedOut' | 'passwordSet', string>): string {
  if (told === 'signed-out') return said.signedOut
  return told === 'password-set' ? said.passwordSet : ''
}

export async function signInAnswer(portal: Portal): Promise<FormAnswer> {
  const form = await readForm(portal.request)
  return form.text('response') === '' ? byPassword(portal, form) : byPasskey(portal, form)
}

async function byPassword(portal: Portal, form: SentForm): Promise<FormAnswer> {
  const { ctx, words } = portal
  const said = words('signIn')
  const email = form.text('email')
  const explain = {
    fields: { email: words('fieldErrors').email, password: said.passwordMissing },
    messages: { wrong_credentials: said.wrong },
    values: { email },
  }
  return carryOut(portal, explain, async () => {
    requireTyped(form, ['email', 'password'])
    const password = form.text('password')
    return afterSignIn(portal, await signIn(ctx, { email, password, kind: 'browser' }))
  })
}

async function byPasskey(portal: Portal, form: SentForm): Promise<FormAnswer> {
  return carryOut(portal, { messages: passkeyRefusals(portal) }, async () =>
    afterSignIn(portal, await signInWithPasskey(portal.ctx, { ...readPasskey(form), kind: 'browser' })),
  )
}
