import { afterAll, expect, test, vi } from 'vitest'
import { openTenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { createStaffKey } from '../../tenants/access/create-staff-key.ts'
import { revokeStaffKey } from '../../tenants/access/revoke-staff-key.ts'
import { IRON, LOTUS, makeSite } from '../testing/make-site.ts'

const { ask, fleet } = await makeSite()
afterAll(() => vi.useRealTimers())

const access = {
  db: openTenantDatabase('ten_iron-works', fleet.address('ten-iron-works')),
  now: fleet.clock.now,
}

async function getStudio(authorization: string | undefined, host = IRON) {
  const headers = authorization === undefined ? {} : { authorization }
  const answer = await ask({ path: '/api/v1/studio', host, headers })
  const timing = answer.headers.get('server-timing') ?? ''
  return {
    status: answer.status,
    roundTrips: Number(/desc="(\d+) round trips"/.exec(timing)?.[1]),
    challenge: answer.headers.get('www-authenticate'),
    body: await answer.json(),
  }
}

test('a staff key opens its own studio, and costs one round trip more', async () => {
  const { key } = await createStaffKey(access, { name: 'Till' })
  const without = await getStudio(undefined)
  // Its first use is noted, beside the answer.
  await getStudio(`Bearer ${key}`)

  for (const scheme of ['Bearer', 'bearer']) {
    expect(await getStudio(`${scheme} ${key}`)).toMatchObject({
      status: 200,
      roundTrips: without.roundTrips + 1,
    })
  }
})

test('the key of one studio is nothing at another', async () => {
  const { key } = await createStaffKey(access, { name: 'Till' })

  expect(await getStudio(`Bearer ${key}`, LOTUS)).toMatchObject({
    status: 401,
    body: { code: 'unauthorized' },
  })
})

test('a revoked key is refused, and revoking it again changes nothing', async () => {
  const { keyId, key } = await createStaffKey(access, { name: 'Till' })

  expect(await revokeStaffKey(access, { keyId })).toBe(true)
  expect(await revokeStaffKey(access, { keyId })).toBe(false)
  expect(await getStudio(`Bearer ${key}`)).toMatchObject({
    status: 401,
    challenge: 'Bearer',
    body: { code: 'unauthorized', detail: expect.any(String) },
  })
})

test.each([`thk_${'A'.repeat(32)}`, 'thk_', 'thk_short', `thk_${'A'.repeat(33)}`, `thk_${'%'.repeat(32)}`])(
  '%s is refused',
  async (key) => {
    expect(await getStudio(`Bearer ${key}`)).toMatchObject({ status: 401, body: { code: 'unauthorized' } })
  },
)

test.each(['Bearer local.abcdef', 'Basic dGhrXzox', 'Bearer', ''])(
  '%j is no staff key and is left to the route',
  async (authorization) => {
    expect(await getStudio(authorization)).toMatchObject({ status: 200 })
  },
)

test('a cookie makes nobody staff', async () => {
  const { key } = await createStaffKey(access, { name: 'Till' })
  const answer = await ask({ path: '/api/v1/studio', headers: { cookie: `Authorization=Bearer ${key}` } })

  expect(answer.headers.get('server-timing')).toContain('1 round trips')
})
