import { afterAll, describe, expect, test, vi } from 'vitest'
import { addPerson, openLogin } from '../../tests/support/add-person.ts'
import { IRON, LOTUS, makeSite } from '../testing/make-site.ts'
import { makeStudioContext } from '../testing/make-studio-context.ts'

const site = await makeSite()
const { ask, portal } = site
afterAll(() => vi.useRealTimers())

const here = `https://${IRON}`

/** A form post to the site: its status and whether the site was asked to carry it out. */
async function postForm(headers: Record<string, string>, path = '/book/assessment') {
  portal.asked.length = 0
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  const { status } = await ask({ path, method: 'POST', body: 'a=b', headers: { ...type, ...headers } })
  return { status, isCarriedOut: portal.asked.some(({ method }) => method === 'POST') }
}

test.each([
  [{ origin: here }],
  [{ origin: here, 'sec-fetch-site': 'same-origin' }],
  [{ 'sec-fetch-site': 'same-origin' }],
])('a form of the site itself goes through: %j', async (headers) => {
  expect(await postForm(headers as Record<string, string>)).toEqual({ status: 200, isCarriedOut: true })
})

test.each([
  ['neither says where it comes from', {}],
  ['another studio', { origin: `https://${LOTUS}`, 'sec-fetch-site': 'same-site' }],
  ['a sibling name under the platform', { origin: 'https://iron-works.trainerhub.test' }],
  ['a stranger', { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }],
  ['an origin that hides', { origin: 'null' }],
  ['another scheme', { origin: `http://${IRON}` }],
  ['another port', { origin: `${here}:8443` }],
  ['a longer name', { origin: `${here}.evil.test` }],
  [
    'a stranger that claims a forwarded host',
    { origin: 'https://evil.test', 'x-forwarded-host': 'evil.test' },
  ],
  [
    'a stranger that claims to be same-origin',
    { origin: 'https://evil.test', 'sec-fetch-site': 'same-origin' },
  ],
  ['a sibling without Origin', { 'sec-fetch-site': 'same-site' }],
  ['an address typed by hand', { 'sec-fetch-site': 'none' }],
])('refused: %s', async (_who, headers) => {
  expect(await postForm(headers as Record<string, string>)).toEqual({ status: 403, isCarriedOut: false })
})

test.each(['/book/assessment.data', '/?index', '/book?_data=routes%2Fbook', '/theme/x.css'])(
  'the other doors of the site, such as %s, are as well guarded',
  async (path) => {
    expect(await postForm({ origin: 'https://evil.test' }, path)).toEqual({
      status: 403,
      isCarriedOut: false,
    })
  },
)

test('a mail program says no to a kind of mail without saying where it comes from, and opens no other door', async () => {
  expect(await postForm({}, '/unsubscribe?token=x')).toEqual({ status: 200, isCarriedOut: true })
  const refused = { status: 403, isCarriedOut: false }
  expect(await postForm({ origin: 'https://evil.test' }, '/unsubscribe?token=x')).toEqual(refused)
  for (const path of ['/unsubscribe.data', '/unsubscribe/x', '/bg/unsubscribe', '/book/unsubscribe']) {
    expect([path, await postForm({}, path)]).toEqual([path, refused])
  }
})

describe('with the session of somebody who has signed in', async () => {
  const ctx = makeStudioContext(site, 'iron-works')
  const { userId } = await addPerson(ctx, { role: 'owner' })
  const { secret } = await openLogin(ctx, { userId, rank: 'staff' })
  const cookie = `__Host-session=${secret}`
  const sibling = { cookie, origin: `https://${LOTUS}`, 'sec-fetch-site': 'same-site' }

  test.each([
    '/admin/staff',
    '/admin/staff.data',
    '/bg/account/profile',
    '/account.data?index',
    '/?_data=routes%2Faccount',
    '/sign-out',
    '/theme/x.css',
    '/api/docs',
    '/healthz/..',
  ])('another studio’s page cannot post to %s', async (path) => {
    expect(await postForm(sibling, path)).toEqual({ status: 403, isCarriedOut: false })
    expect(await postForm({ cookie }, path)).toEqual({ status: 403, isCarriedOut: false })
  })

  test.each(['text/plain', 'application/json', 'application/json; x', 'multipart/form-data; boundary=x', ''])(
    'nor as %j',
    async (type) => {
      expect(await postForm({ ...sibling, 'content-type': type }, '/admin/staff')).toEqual({
        status: 403,
        isCarriedOut: false,
      })
    },
  )

  test.each(['PUT', 'PATCH', 'DELETE', 'QUERY'])('nor by %s', async (method) => {
    for (const path of ['/admin/staff', '/api/v1/users/me']) {
      const { status } = await ask({ path, method, headers: sibling })
      expect([403, 405]).toContain(status)
    }
  })

  test('nor through the API, which reads no cookies anyway', async () => {
    const json = { ...sibling, 'content-type': 'application/json' }
    const path = '/api/v1/users/logout'
    expect((await ask({ path, method: 'POST', body: '{}', headers: json })).status).toBe(403)
    expect((await ask({ path, method: 'POST', headers: { cookie } })).status).toBe(401)
    expect((await ask({ path: '/api/v1/users/me', headers: { cookie } })).status).toBe(401)
  })

  test('the studio’s own page can', async () => {
    expect(await postForm({ cookie, origin: here }, '/admin/staff')).toEqual({
      status: 200,
      isCarriedOut: true,
    })
  })
})

test('whoever only reads may come from anywhere', async () => {
  const answer = await ask({
    path: '/',
    headers: { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' },
  })

  expect(answer.status).toBe(200)
})

test.each([
  [{}, 422],
  [{ origin: here }, 422],
  [{ origin: 'https://evil.test' }, 403],
  [{ origin: `https://${LOTUS}` }, 403],
  [{ origin: 'null' }, 403],
  [{ 'sec-fetch-site': 'cross-site' }, 403],
])('the API needs no Origin from programs, and the right one from browsers: %j', async (headers, status) => {
  const answer = await ask({
    path: '/api/v1/bookings',
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'application/json', ...(headers as Record<string, string>) },
  })

  expect(answer.status).toBe(status)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
})
