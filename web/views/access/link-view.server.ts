import { redirect } from '@remix-run/cloudflare'
import { readOneTimeToken } from '../../../tenants/access/one-time-token.ts'
import { sendSignInLink } from '../../../tenants/access/send-sign-in-link.ts'
import { signInByLink } from '../../../tenants/access/sign-in-by-link.ts'
import { carryOut, type FormAnswer } from '../../lib/form-answer.server.ts'
import type { Portal } from '../../lib/portal.server.ts'
import { readForm, requireTyped } from '../../lib/read-form.server.ts'
import { accessPath, sentPage, spentPage, titled, tokenOf } from './access-page.server.ts'
import { afterSignIn, alreadyIn } from './after-sign-in.server.ts'
import { orSpent, toThisPage } from './or-spent.server.ts'

/** Asks where to send a link, says that it was sent, or asks whoever followed it: only pressing the button uses it up. */
export async function linkPage(portal: Portal) {
  const { ctx, url, words } = portal
  const token = tokenOf(portal)
  const askHref = accessPath(portal, '/sign-in/link')
  if (token !== '') {
    return orSpent(openPage(portal, token), () =>
      spentPage(portal, { href: askHref, label: words('spentLink').signIn }),
    )
  }
  if (ctx.login) throw redirect(alreadyIn(portal, ctx.login), 303)
  if (url.searchParams.has('sent')) return sentPage(portal, words('mailSent').signIn, askHref)
  const said = words('signInLink')
  return {
    kind: 'ask' as const,
    ...titled(portal, said.title),
    passwordHref: accessPath(portal, '/sign-in'),
    words: { ...words('signIn'), ...said },
  }
}

async function openPage(portal: Portal, token: string) {
  const { ctx, say, words } = portal
  const { email } = await readOneTimeToken(ctx, token, 'sign_in')
  const said = words('signInLink')
  return {
    kind: 'open' as const,
    ...titled(portal, said.openTitle),
    text: say('say.signInAs', { email }),
    submit: words('signIn').submit,
  }
}

export type LinkPage = Awaited<ReturnType<typeof linkPage>>

export async function linkAnswer(portal: Portal): Promise<FormAnswer> {
  const { ctx, words } = portal
  const token = tokenOf(portal)
  if (token !== '') {
    const work = async () => afterSignIn(portal, await signInByLink(ctx, { token, kind: 'browser' }))
    return orSpent(carryOut(portal, {}, work), () => toThisPage(portal))
  }
  const form = await readForm(portal.request)
  const email = form.text('email')
  const explain = { fields: { email: words('fieldErrors').email }, values: { email } }
  return carryOut(portal, explain, async () => {
    requireTyped(form, ['email'])
    await sendSignInLink(ctx, { email })
    return { location: accessPath(portal, '/sign-in/link', { sent: '1' }) }
  })
}
