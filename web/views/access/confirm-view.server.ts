import { confirmPassword } from '../../../tenants/access/confirm-password.ts'
import { confirmCode } from '../../../tenants/access/factors/confirm-code.ts'
import { getSecondFactor } from '../../../tenants/access/factors/get-second-factor.ts'
import { confirmWithPasskey } from '../../../tenants/access/passkeys/confirm-with-passkey.ts'
import { safeNext } from '../../../tenants/access/safe-next.ts'
import { sendSignInLink } from '../../../tenants/access/send-sign-in-link.ts'
import { carryOut, type FormAnswer } from '../../lib/form-answer.server.ts'
import type { Person } from '../../lib/person.server.ts'
import { readForm, requireTyped } from '../../lib/read-form.server.ts'
import { accessPath, sentPage, titled } from './access-page.server.ts'
import { passkeyRefusals, readPasskey } from './passkey-form.server.ts'

/** Asks who has signed in to prove again that it is still them, in whichever ways they can. */
export async function confirmPage(person: Person) {
  const { ctx, door, login, path, say, url, words } = person
  if (url.searchParams.has('sent')) {
    return sentPage(person, words('mailSent').confirm, accessPath(person, `${door}/confirm`))
  }
  const { totpSince, passkeys } = await getSecondFactor(ctx)
  const said = words('confirmIdentity')
  const { email, hasPassword } = login.user
  return {
    kind: 'ask' as const,
    ...titled(person, said.title),
    email,
    who: say('say.signedInAs', { email }),
    hasPassword,
    hasCode: totpSince !== null,
    hasPasskey: passkeys > 0,
    challengeHref: path('/sign-in/challenge'),
    backHref: path(door),
    words: { ...words('signIn'), ...said },
  }
}

export type ConfirmPage = Awaited<ReturnType<typeof confirmPage>>

export async function confirmAnswer(person: Person): Promise<FormAnswer> {
  const { ctx, door, login, path, request, url, words } = person
  const form = await readForm(request)
  const location = safeNext(url.searchParams.get('next'), path(door))
  const intent = form.text('intent')
  if (intent === 'link') {
    await sendSignInLink(ctx, { email: login.user.email })
    return { location: accessPath(person, `${door}/confirm`, { sent: '1' }) }
  }
  if (intent === 'passkey') {
    return carryOut(person, { messages: passkeyRefusals(person) }, async () => {
      const { cookie } = await confirmWithPasskey(ctx, readPasskey(form))
      return { location, cookie }
    })
  }
  if (intent === 'code') {
    const said = words('signInCode')
    return carryOut(person, { fields: { code: said.missing, 'code.wrong_code': said.wrong } }, async () => {
      requireTyped(form, ['code'])
      const { cookie } = await confirmCode(ctx, { code: form.text('code') })
      return { location, cookie }
    })
  }
  const fields = { password: words('signIn').passwordMissing }
  const wrong = { wrong_credentials: ['password', words('confirmIdentity').wrong] } as const
  return carryOut(person, { fields, wrong }, async () => {
    requireTyped(form, ['password'])
    const { cookie } = await confirmPassword(ctx, { password: form.text('password') })
    return { location, cookie }
  })
}
