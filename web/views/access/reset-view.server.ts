import { forgotPassword } from '../../../tenants/access/forgot-password.ts'
import { readOneTimeToken } from '../../../tenants/access/one-time-token.ts'
import { resetPassword } from '../../../tenants/access/reset-password.ts'
import { carryOut, type FormAnswer } from '../../lib/form-answer.server.ts'
import type { Portal } from '../../lib/portal.server.ts'
import { readForm, requireTyped } from '../../lib/read-form.server.ts'
import { accessPath, sentPage, spentPage, titled, tokenOf } from './access-page.server.ts'
import { newPasswordFields } from './new-password.server.ts'
import { orSpent, toThisPage } from './or-spent.server.ts'

/** Asks whose password was forgotten, or says that a mail is on its way to them. */
export async function forgotPage(portal: Portal) {
  const { ctx, url, words } = portal
  if (url.searchParams.has('sent')) {
    return sentPage(portal, words('mailSent').reset, accessPath(portal, '/forgot-password'))
  }
  const said = words('resetPassword')
  return {
    kind: 'ask' as const,
    ...titled(portal, said.title),
    email: ctx.login?.user.email ?? '',
    signInHref: accessPath(portal, '/sign-in'),
    words: { ...words('signIn'), ...said },
  }
}

export type ForgotPage = Awaited<ReturnType<typeof forgotPage>>

export async function forgotAnswer(portal: Portal): Promise<FormAnswer> {
  const { ctx, words } = portal
  const form = await readForm(portal.request)
  const email = form.text('email')
  const explain = { fields: { email: words('fieldErrors').email }, values: { email } }
  return carryOut(portal, explain, async () => {
    requireTyped(form, ['email'])
    await forgotPassword(ctx, { email })
    return { location: accessPath(portal, '/forgot-password', { sent: '1' }) }
  })
}

/** Asks whoever followed the link for a new password. */
export async function resetPage(portal: Portal) {
  const { ctx, path, words } = portal
  const open = async () => {
    const { email } = await readOneTimeToken(ctx, tokenOf(portal), 'reset_password')
    const said = words('resetPassword')
    const { hint } = words('passwordErrors')
    return {
      kind: 'open' as const,
      ...titled(portal, said.newTitle),
      email,
      words: { ...words('signIn'), ...said, hint },
    }
  }
  return orSpent(open(), () =>
    spentPage(portal, { href: path('/forgot-password'), label: words('spentLink').reset }),
  )
}

export type ResetPage = Awaited<ReturnType<typeof resetPage>>

export async function resetAnswer(portal: Portal): Promise<FormAnswer> {
  const { ctx, path, request, words } = portal
  const form = await readForm(request)
  const work = carryOut(portal, { fields: newPasswordFields(words('passwordErrors')) }, async () => {
    requireTyped(form, ['password'])
    await resetPassword(ctx, { token: tokenOf(portal), password: form.text('password') })
    return { location: path('/sign-in?told=password-set') }
  })
  return orSpent(work, () => toThisPage(portal))
}
