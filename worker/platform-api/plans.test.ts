import { expect, test } from 'vitest'
import { makePrograms } from '../testing/make-programs.ts'

const small = { code: 'small', name: 'Small', limits: { counts: { clients: 3 }, features: { api: false } } }

test('a plan is made, given and changed by programs; a studio is held to it', async () => {
  const { as } = await makePrograms()
  const administrator = await as('administrator')
  const made = await administrator('POST', '/plans', { ...small, trial_days: 14, is_public: true })
  expect(made).toMatchObject({ status: 201, body: { ...small, trial_days: 14, is_public: true, studios: 0 } })

  const given = await administrator('PUT', '/tenants/iron-works/plan', {
    plan: 'small',
    trial_ends_at: '2027-02-01T00:00:00Z',
  })
  expect(given).toMatchObject({
    status: 200,
    body: {
      plan: 'small',
      trial_ends_at: '2027-02-01T00:00:00Z',
      effective: { counts: { clients: 3 }, held_back: ['api'] },
    },
  })
  const agreed = await administrator('PUT', '/tenants/iron-works/limits', { counts: { clients: null } })
  expect(agreed.body).toMatchObject({ own: { counts: { clients: null } }, effective: { counts: {} } })
  expect((await administrator('GET', '/tenants/iron-works/limits')).body).toEqual(agreed.body)

  const changed = await administrator('PATCH', '/plans/small', { name: 'Solo', archived: true })
  expect(changed.body).toMatchObject({ code: 'small', name: 'Solo', trial_days: 14, studios: 1 })
  expect(changed.body['archived_at']).not.toBe(null)
  const { body } = await administrator('GET', '/plans')
  expect(body['data']).toEqual([changed.body])
})

test('what is wrong is named; operators agree with studios and make no plans', async () => {
  const { as } = await makePrograms()
  const [administrator, operator, support] = [
    await as('administrator'),
    await as('operator'),
    await as('support'),
  ]
  const wrong = await administrator('POST', '/plans', { ...small, limits: { counts: { clients: -1 } } })
  expect(wrong).toMatchObject({ status: 422, body: { errors: [{ path: 'limits.counts.clients' }] } })
  const unknown = await administrator('POST', '/plans', { ...small, limits: { counts: { lions: 1 } } })
  expect(unknown.status).toBe(422)
  await administrator('POST', '/plans', small)
  expect(await administrator('POST', '/plans', small)).toMatchObject({
    status: 409,
    body: { reason: 'code_taken' },
  })
  expect((await operator('POST', '/plans', { ...small, code: 'mine' })).status).toBe(403)
  expect((await operator('PATCH', '/plans/small', { name: 'Mine' })).status).toBe(403)
  expect((await operator('PUT', '/tenants/iron-works/plan', { plan: 'small' })).status).toBe(200)
  expect((await operator('PUT', '/tenants/iron-works/plan', { plan: 'none' })).status).toBe(404)
  expect((await support('PUT', '/tenants/iron-works/limits', {})).status).toBe(403)
  expect((await support('GET', '/tenants/iron-works/limits')).status).toBe(200)
})
