import { changePassword } from '../../../tenants/access/change-password.ts'
import { requireFresh } from '../../../tenants/access/require-fresh.ts'
import { carryOut, type FormAnswer } from '../../lib/form-answer.server.ts'
import type { Person } from '../../lib/person.server.ts'
import { readForm, requireTyped } from '../../lib/read-form.server.ts'
import { newPasswordFields } from '../access/new-password.server.ts'
import { securityPart, securityPath } from './security-part.server.ts'

/** Asks for the present password and a new one; without one, to prove first who it is. */
export async function passwordPage(person: Person) {
  const { ctx, login, path, words } = person
  const { email, hasPassword } = login.user
  if (!hasPassword) requireFresh(ctx)
  const said = words('securityPassword')
  const { passwordChange, passwordAdd } = words('security')
  const { hint } = words('passwordErrors')
  return {
    ...securityPart(person, hasPassword ? passwordChange : passwordAdd),
    email,
    hasPassword,
    forgotHref: path('/forgot-password'),
    words: { ...words('signIn'), ...said, hint },
  }
}

export type PasswordPage = Awaited<ReturnType<typeof passwordPage>>

export async function passwordAnswer(person: Person): Promise<FormAnswer> {
  const { ctx, login, request, words } = person
  const form = await readForm(request)
  const said = words('securityPassword')
  const { hasPassword } = login.user
  const explain = {
    fields: { currentPassword: said.missing, ...newPasswordFields(words('passwordErrors'), 'newPassword') },
    wrong: { wrong_credentials: ['currentPassword', said.wrong] },
  } as const
  return carryOut(person, explain, async () => {
    requireTyped(form, hasPassword ? ['currentPassword', 'newPassword'] : ['newPassword'])
    await changePassword(ctx, {
      currentPassword: form.text('currentPassword'),
      newPassword: form.text('newPassword'),
    })
    return { location: securityPath(person, '', 'password') }
  })
}
