import { expect, test } from 'vitest'
import { makeOperatorSite } from '../testing/make-operator-site.ts'

async function enterConsole() {
  const site = await makeOperatorSite()
  const { email } = await site.makeOperator()
  const { cookie } = await site.enter(email)
  const browse = (path: string, form?: Record<string, string>) =>
    site.browse(path, { cookie, ...(form ? { form } : {}) })
  return { ...site, look: browse }
}

const small = {
  code: 'small',
  name: 'Small',
  'limits.counts.clients': '100',
  'limits.features.api': 'out',
  trialDays: '14',
  isPublic: 'yes',
  position: '1',
}

const wordsOf = (page: string) => page.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

test('a plan is made, changed and given to a studio in the console; its page says what is used', async () => {
  const { look, db } = await enterConsole()
  expect((await look('/plans')).text).toContain('nothing is limited anywhere')
  const wrong = await look('/plans', { ...small, 'limits.counts.clients': 'many' })
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('id="limits.counts.clients-error"')
  expect(wrong.text).toContain('value="many"')
  expect((await look('/plans', small)).location).toBe('/operator/plans')
  const list = await look('/plans')
  expect(list.text).toContain('clients: 100; without API keys')
  const page = /\/operator\/plans\/pln_[a-z0-9]+/.exec(list.text)?.[0].replace('/operator', '') ?? ''
  expect((await look(page)).text).toContain('value="100"')
  await look(page, { ...small, 'limits.counts.clients': '50', 'limits.features.api': 'in' })
  expect((await look('/plans')).text).toContain('clients: 50')

  const [[studio]] = await db.read([db.orm.query.tenants.findMany({ limit: 1 })])
  const tenant = `/tenants/${studio?.id}`
  const given = await look(`${tenant}/plan/set`, { planCode: 'small', trialEnds: '2027-02-01' })
  expect(given.location).toBe(`/operator${tenant}#plan`)
  const shown = await look(tenant)
  expect(wordsOf(shown.text)).toContain('Clients 0 50')
  expect(shown.text).toContain('2027-02-01 23:59 UTC')
  const odd = await look(`${tenant}/plan/own`, { 'counts.clients': '-5', 'features.sms': 'out' })
  expect(odd.status).toBe(422)
  expect(odd.text).toContain('id="counts.clients-error"')
  await look(`${tenant}/plan/own`, { 'counts.clients': 'none', 'features.sms': 'out' })
  expect(wordsOf((await look(tenant)).text)).toContain('Clients 0 not limited')

  await look(`${page}/archive`, { is: 'archived' })
  expect((await look(page)).text).toContain('Offer it again')
  await look(`${page}/archive`, { is: 'offered' })
  expect((await look(page)).text).toContain('Give it to nobody any more')
})
