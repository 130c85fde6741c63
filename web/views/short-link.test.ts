import { expect, test } from 'vitest'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { makeShortCode } from '../../tenants/access/short-code.ts'
import { makeManageUrl } from '../../tenants/bookings/manage-url.ts'
import { makeId } from '../../tenants/ids.ts'
import { loader } from '../routes/b.$code.ts'

async function open(makeCode: (id: string) => Promise<string>) {
  const id = makeId('bkg')
  const { ctx } = await makeTenant()
  const code = await makeCode(await makeShortCode(ctx, id))
  const request = new Request(`${ctx.origin}/b/${code}`)
  const context = { ctx, nonce: 'nonce', report: () => {} }
  return { answer: await loader({ context, request, params: { code } }), url: await makeManageUrl(ctx, id) }
}

test('whoever taps the link of a text message comes to their booking', async () => {
  const { answer, url } = await open(async (code) => code)
  expect([answer.status, answer.headers.get('location')]).toEqual([303, url])
})

test('a link that was cut short leads nowhere', async () => {
  const { answer } = await open(async (code) => code.slice(0, -3))
  expect([answer.status, answer.headers.get('location')]).toEqual([404, null])
})
