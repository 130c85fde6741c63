import { afterAll, expect, test, vi } from 'vitest'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const { asStaff } = await makeStaffSite()
afterAll(() => vi.useRealTimers())

async function make(changes: object): Promise<string> {
  const { body } = await asStaff('POST', '/clients', { first_name: 'Ana', last_name: 'Ilieva', ...changes })
  return String(body['id'])
}

test('two clients become one, with the details that were chosen', async () => {
  const keep_id = await make({ email: 'ana@one.test', goals: 'A mile' })
  const gone_id = await make({ email: 'ana@two.test', goals: 'A marathon', phone: '+359888123456' })
  const fields = { goals: 'gone' }
  expect(await asStaff('POST', '/clients/merge', { keep_id, gone_id, fields })).toMatchObject({
    status: 200,
    body: { id: keep_id, email: 'ana@one.test', goals: 'A marathon', phone: '+359888123456' },
  })
  expect((await asStaff('GET', `/clients/${gone_id}`)).status).toBe(404)
  expect((await asStaff('POST', '/clients/merge', { keep_id, gone_id })).status).toBe(404)
  expect((await make({ email: 'ana@two.test' })).startsWith('cli_')).toBe(true)
})

test.each([
  [{ fields: { phone: 'both' } }, 'fields.phone'],
  [{ gone_id: 'cli_one' }, 'gone_id'],
])('%j is refused and names the field', async (changes, path) => {
  const wish = { keep_id: 'cli_one', gone_id: 'cli_two', ...changes }
  expect(await asStaff('POST', '/clients/merge', wish)).toMatchObject({
    status: 422,
    body: { errors: [{ path }] },
  })
})
