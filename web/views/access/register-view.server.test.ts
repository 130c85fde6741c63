import { expect, test } from 'vitest'
import { consents, users } from '../../../db/tenant/schema/index.ts'
import { readMailedLink } from '../../../tests/support/add-person.ts'
import { makePortal } from '../../../tests/support/make-portal.ts'
import { makeTenant } from '../../../tests/support/make-tenant.ts'
import { register } from '../../../tenants/access/register.ts'
import { registrationTexts } from '../../../tenants/privacy/registration-consents.ts'
import { completeAnswer, completePage } from './register-view.server.ts'

const elena = { email: 'elena@example.test', firstName: 'Elena', lastName: 'Ivanova' }

test.each(['en', 'bg'] as const)(
  'who makes an account reads in %s what is then written down',
  async (lang) => {
    const studio = await makeTenant()
    await register(studio.ctx, elena)
    const token = await readMailedLink(studio.ctx, 'register', elena.email)
    const path = `${lang === 'en' ? '' : `/${lang}`}/account/register/complete?token=${token}`
    const options = { path, params: lang === 'en' ? {} : { lang } }

    const page = await completePage(await makePortal(studio, options))
    if (page.kind !== 'open') throw new Error('the link is spent')
    const { terms, privacy } = registrationTexts
    expect(page.agreesTo).toEqual([terms.text[lang], privacy.text[lang]])

    await completeAnswer(await makePortal(studio, { ...options, form: { intent: 'skip' } }))
    const { orm, read } = studio.ctx.db
    const [people, agreed] = await read([orm.select().from(users), orm.select().from(consents)])
    expect(people).toHaveLength(1)
    expect(agreed.map(({ text }) => text)).toEqual(page.agreesTo)
  },
)
