import { changeEmail } from '../../../tenants/access/change-email.ts'
import { requireFresh } from '../../../tenants/access/require-fresh.ts'
import { carryOut, type FormAnswer } from '../../lib/form-answer.server.ts'
import type { Person } from '../../lib/person.server.ts'
import { readForm, requireTyped } from '../../lib/read-form.server.ts'
import { sentPage } from '../access/access-page.server.ts'
import { securityPart, securityPath } from './security-part.server.ts'

/** Asks for the new address, or says that a mail is on its way there. */
export async function emailPage(person: Person) {
  const { ctx, login, say, url, words } = person
  requireFresh(ctx)
  if (url.searchParams.has('sent')) {
    return sentPage(person, words('mailSent').email, securityPath(person, '/email'))
  }
  const { emailChange } = words('security')
  return {
    kind: 'ask' as const,
    ...securityPart(person, emailChange),
    now: say('say.nowAddress', { email: login.user.email }),
    words: words('securityEmail'),
  }
}

export type EmailPage = Awaited<ReturnType<typeof emailPage>>

export async function emailAnswer(person: Person): Promise<FormAnswer> {
  const { ctx, request, words } = person
  const form = await readForm(request)
  const email = form.text('email')
  const fields = { email: words('fieldErrors').email }
  return carryOut(person, { fields, values: { email } }, async () => {
    requireTyped(form, ['email'])
    await changeEmail(ctx, { email })
    return { location: `${securityPath(person, '/email')}?sent=1` }
  })
}
