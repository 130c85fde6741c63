import { redirect } from '@remix-run/cloudflare'
import { completeRegistration } from '../../../tenants/access/complete-registration.ts'
import { readOneTimeToken } from '../../../tenants/access/one-time-token.ts'
import { register } from '../../../tenants/access/register.ts'
import { registrationTexts } from '../../../tenants/privacy/registration-consents.ts'
import { carryOut, type FormAnswer } from '../../lib/form-answer.server.ts'
import type { Portal } from '../../lib/portal.server.ts'
import { readForm, requireTyped } from '../../lib/read-form.server.ts'
import { accessPath, sentPage, spentPage, titled, tokenOf } from './access-page.server.ts'
import { afterSignIn, alreadyIn } from './after-sign-in.server.ts'
import { newPasswordFields } from './new-password.server.ts'
import { orSpent, toThisPage } from './or-spent.server.ts'

/** Asks who wants an account, or says that a mail is on its way to them. */
export async function registerPage(portal: Portal) {
  const { ctx, url, words } = portal
  if (ctx.login) throw redirect(alreadyIn(portal, ctx.login), 303)
  if (url.searchParams.has('sent')) {
    return sentPage(portal, words('mailSent').register, accessPath(portal, '/register'))
  }
  const said = words('register')
  const { firstName, lastName, email } = words('details')
  return {
    kind: 'ask' as const,
    ...titled(portal, said.title),
    signInHref: accessPath(portal, '/sign-in'),
    words: { ...said, firstName, lastName, email, signIn: words('signIn').link },
  }
}

export type RegisterPage = Awaited<ReturnType<typeof registerPage>>

export async function registerAnswer(portal: Portal): Promise<FormAnswer> {
  const { ctx, locale, request, words } = portal
  const form = await readForm(request)
  const values = {
    firstName: form.text('firstName'),
    lastName: form.text('lastName'),
    email: form.text('email'),
  }
  const { firstName, lastName, email, tooLong } = words('fieldErrors')
  const fields = {
    firstName,
    lastName,
    email,
    'firstName.too_long': tooLong,
    'lastName.too_long': tooLong,
  }
  return carryOut(portal, { fields, values }, async () => {
    await register(ctx, { ...values, locale })
    return { location: accessPath(portal, '/register', { sent: '1' }) }
  })
}

/** The last step: the address is proven, a password may be chosen. */
export async function completePage(portal: Portal) {
  const { ctx, path, say, text, words } = portal
  const open = async () => {
    const { email, details } = await readOneTimeToken(ctx, tokenOf(portal), 'register')
    const said = words('register')
    const name = details?.['firstName'] ?? ''
    const title = name === '' ? said.completeTitle : say('say.welcomeName', { name })
    const { hint } = words('passwordErrors')
    return {
      kind: 'open' as const,
      ...titled(portal, title),
      email,
      agreesTo: [text(registrationTexts.terms.text), text(registrationTexts.privacy.text)],
      words: { ...words('signIn'), ...said, hint },
    }
  }
  return orSpent(open(), () =>
    spentPage(portal, { href: path('/register'), label: words('spentLink').register }),
  )
}

export type CompletePage = Awaited<ReturnType<typeof completePage>>

export async function completeAnswer(portal: Portal): Promise<FormAnswer> {
  const { ctx, locale, request, words } = portal
  const form = await readForm(request)
  const isSkipped = form.text('intent') === 'skip'
  const work = carryOut(portal, { fields: newPasswordFields(words('passwordErrors')) }, async () => {
    if (!isSkipped) requireTyped(form, ['password'])
    const password = isSkipped ? null : form.text('password')
    const registration = { token: tokenOf(portal), password, kind: 'browser', locale } as const
    return afterSignIn(portal, await completeRegistration(ctx, registration))
  })
  return orSpent(work, () => toThisPage(portal))
}
