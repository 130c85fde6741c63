import { expect } from 'vitest'
import { blankSessionCookie } from '../../../tenants/access/login-sessions.ts'
import { IRON, LOTUS, OLD, PLATFORM } from '../../../worker/testing/make-site.ts'
import { openLogin } from '../../support/add-person.ts'
import { booking } from '../things.ts'
import { api, page, type Attack, type Shot } from './attack.ts'
import { plain } from './judge.ts'

/** Whoever is asked, on a host. */
const doors = (host: string): Shot[] => [
  page('GET /', { host }),
  page('GET /admin', { host }),
  page('GET /book/assessment', { host }),
  page('GET /api/docs', { host }),
  api('GET /studio', { host }),
  api('GET /bookings', { host, as: 'owner' }),
]

const disguises: Record<string, string>[] = [
  { 'x-forwarded-host': LOTUS },
  { 'x-forwarded-server': LOTUS },
  { 'x-host': LOTUS, 'x-original-host': LOTUS, 'x-http-host-override': LOTUS },
  { forwarded: `host=${LOTUS};proto=https` },
  { 'x-original-url': `https://${LOTUS}/`, 'x-rewrite-url': '/admin' },
  { 'mf-original-url': `https://${LOTUS}/` },
  { 'x-tenant-id': 'ten_lotus-yoga', 'x-tenant': 'lotus-yoga' },
  { 'x-forwarded-proto': 'http', 'x-forwarded-port': '1', 'x-forwarded-prefix': '/evil' },
  { cookie: `tenant=ten_lotus-yoga; host=${LOTUS}` },
  { referer: `https://${LOTUS}/` },
]

/** Reliability.md 3.1: whose host it is, and what may be asked there. */
export const hosts: readonly Attack[] = [
  {
    id: 'HOST-01',
    title: 'a host that nobody has',
    shots: [
      ...doors('nope.trainerhub.test'),
      ...doors('nope.localhost'),
      page('GET /operator', { host: 'nope.test' }),
    ],
    expected: 404,
    hides: /iron|lotus|set-cookie/i,
  },
  {
    id: 'HOST-02',
    title: 'a host that has a studio’s name in it',
    shots: [
      `${IRON}.evil.test`,
      `evil-${IRON}`,
      `x.${IRON}`,
      `${IRON}.`,
      'iron-works.trainerhub.test.evil.test',
      'iron_works.trainerhub.test',
      'iron-works',
      'ten_iron-works',
      '*.trainerhub.test',
      'xn--iron-works-abc.trainerhub.test',
    ].map((host) => page('GET /', { headers: { host } })),
    expected: 404,
    hides: /iron-works for/,
  },
  {
    id: 'HOST-03',
    title: 'headers that name another studio',
    shots: disguises.map((headers) => page('GET /', { headers })),
    expected: 200,
    sameAnswer: true,
  },
  {
    id: 'HOST-03b',
    title: 'headers that name another studio, to the API, by its owner',
    shots: disguises.map((headers) => api('GET /users/me', { headers, as: 'owner' })),
    expected: 200,
    sameAnswer: true,
  },
  {
    id: 'HOST-04',
    title: 'a query or a body that names another studio',
    play: async ({ refused }) => {
      const paths = [
        '',
        '?tenant=ten_lotus-yoga',
        `?host=${LOTUS}`,
        '?tenant_id=ten_lotus-yoga&slug=lotus-yoga',
      ]
      const said = await refused(
        paths.map((query) => api(`GET /studio${query}`)),
        200,
      )
      expect(new Set(said.map(plain)).size).toBe(1)
    },
  },
  {
    id: 'HOST-06',
    title: 'every secret of one studio on the other’s host',
    play: async ({ refused, people, linkOf, make, iron, staffKey, cookieOf }) => {
      const { secret } = await openLogin(iron, { userId: 'usr_owner', kind: 'token', rank: 'staff' })
      const host = LOTUS
      const id = await make(booking)
      const theirs = await make(booking, 'stranger')
      const key = await staffKey()
      await refused(
        [secret, key, people.tokens.client ?? ''].flatMap((token) => [
          api('GET /users/me', { host, token }),
          api('GET /studio', { host, token }),
          api(`GET /bookings/${theirs}`, { host, token }),
          api('POST /api-keys', { host, token, json: {} }),
        ]),
        401,
      )
      const token = await linkOf(id)
      await refused(
        [id, theirs].flatMap((one) => [
          api(`GET /bookings/${one}`, { host, token }),
          api(`POST /bookings/${one}/cancel`, { host, token, json: {} }),
        ]),
        404,
      )
      const cookie = await cookieOf('usr_owner', iron, 'staff')
      const [admin] = await refused([page('GET /admin', { host, cookie })], 200)
      expect(admin?.text).toBe('lotus-yoga for a visitor, ')
    },
  },
  {
    id: 'HOST-07',
    title: 'an address of the network, and no host at all',
    shots: ['127.0.0.1', '127.0.0.1:8787', '[::1]', '0.0.0.0', '2130706433', '169.254.169.254', ''].flatMap(
      (host) => [page('GET /', { headers: { host } }), api('GET /studio', { headers: { host } })],
    ),
    expected: [400, 404],
    hides: /iron-works|lotus-yoga/,
  },
  {
    id: 'HOST-08',
    title: 'a studio’s host in another case is the same studio, and its own origin',
    play: async ({ refused }) => {
      const host = IRON.toUpperCase()
      const said = await refused([page('GET /', { headers: { host } })], 200)
      expect(said[0]?.text).toContain('iron-works')
      const origin = `https://${LOTUS.toUpperCase()}`
      await refused([page('POST /book', { headers: { host, origin } })], '403 forbidden_origin')
    },
  },
  {
    id: 'HOST-12',
    title: 'the platform’s doors at a studio, and a studio’s at the platform',
    shots: [
      ...['/operator', '/operator/sign-in', '/dev/mailbox', '/operator/studios'].map((path) =>
        page(`GET ${path}`),
      ),
      page('POST /operator/sign-in', { headers: { origin: `https://${IRON}` } }),
      ...['/admin', '/account', '/sign-in', '/book', '/theme/x.css'].map((path) =>
        page(`GET ${path}`, { host: PLATFORM }),
      ),
      api('GET /users/me', { host: PLATFORM, as: 'operator' }),
      api('POST /users/login', { host: PLATFORM, json: { email: 'operator@people.test', password: 'x' } }),
      api('GET /clients', { host: PLATFORM, as: 'owner' }),
    ],
    // At the platform's API these are keys of nobody's.
    expected: [404, '401 unauthorized'],
  },
  {
    id: 'HOST-15',
    title: 'a closed studio, by page and by API, signed in or not',
    shots: [
      ...doors(OLD),
      api('POST /users/login', { host: OLD, json: { email: 'a@b.test', password: 'correct horse battery' } }),
      api('POST /bookings', { host: OLD, json: {} }),
      page('GET /account', { host: OLD, cookie: `__Host-session=${'a'.repeat(40)}` }),
      page('POST /sign-in', { host: OLD, headers: { origin: `https://${OLD}` } }),
      page('GET /theme/x.css', { host: OLD }),
    ],
    expected: 410,
    hides: /old-gym|iron works|set-cookie/i,
  },
  {
    id: 'HOST-16',
    title: 'paths that look like another host or another place',
    shots: [
      '//lotus',
      `//${LOTUS}/`,
      `/https://${LOTUS}/`,
      '/%2e%2e/admin',
      '/..%2fadmin',
      '/admin/..;/x',
      '/;/admin',
    ].map((path) => page(`GET ${path}`)),
    expected: [200, 404],
    hides: /lotus-yoga for/,
  },
  {
    id: 'HOST-17',
    title: 'cookies are this host’s alone, and unreadable for scripts',
    play: async ({ iron }) => {
      const { cookie } = await openLogin(iron, { userId: 'usr_client' })
      for (const one of [cookie, blankSessionCookie(iron)]) {
        expect(one).toMatch(/^__Host-session=/)
        expect(one).toMatch(/; HttpOnly/)
        expect(one).toMatch(/; Secure/)
        expect(one).toMatch(/; SameSite=Lax/)
        expect(one).toMatch(/; Path=\/(;|$)/)
        expect(one).not.toMatch(/Domain/i)
      }
    },
  },
  {
    id: 'HOST-18',
    title: 'headers that a cache would not know apart change nothing',
    shots: [
      {},
      { 'x-forwarded-scheme': 'http' },
      { 'x-http-method-override': 'POST' },
      { 'x-amz-website-redirect-location': 'https://evil.test' },
      { 'x-original-url': '/admin' },
      { 'x-middleware-subrequest': 'middleware' },
      { 'cf-worker': 'evil.test', via: '1.1 evil' },
      { range: 'bytes=0-1' },
      { pragma: 'no-cache', 'cache-control': 'only-if-cached' },
    ].map((headers) => api('GET /services', { headers })),
    expected: 200,
    sameAnswer: true,
  },
  {
    id: 'HOST-19',
    title: 'private pages under names that caches keep are not to be kept',
    shots: async ({ cookieOf, iron }) => {
      const cookie = await cookieOf('usr_owner', iron, 'staff')
      const paths = [
        '/admin/bookings/x.css',
        '/account/x.js',
        '/admin/bookings%2f..%2flogo.png',
        '/account;x.css',
      ]
      return paths.map((path) => page(`GET ${path}`, { cookie }))
    },
    expected: [200, 404],
  },
  {
    id: 'HOST-21',
    title: 'methods that pages do not know',
    shots: ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'QUERY', 'PURGE'].flatMap((method) =>
      ['/', '/admin', '/sign-in', '/api/docs'].map((path) => page(`${method} ${path}`)),
    ),
    expected: 405,
  },
  {
    id: 'HOST-21b',
    title: 'methods that an address of the API does not know',
    shots: ['PROPFIND', 'PURGE', 'PUT', 'DELETE'].flatMap((method) =>
      ['/studio', '/audit-log', '/users/login', '/clients'].map((path) =>
        api(`${method} ${path}`, { as: 'owner' }),
      ),
    ),
    expected: '405 method_not_allowed',
  },
  {
    id: 'HOST-22',
    title: 'a method in a header, a query or a body',
    play: async ({ refused, make, linkOf }) => {
      const id = await make(booking)
      const token = await linkOf(id)
      const override = {
        'x-http-method-override': 'DELETE',
        'x-http-method': 'DELETE',
        'x-method-override': 'DELETE',
      }
      await refused([api(`GET /bookings/${id}`, { token, headers: override })], 200)
      await refused([api(`GET /bookings/${id}?_method=DELETE`, { token })], 200)
      await refused(
        [api(`POST /bookings/${id}`, { token, headers: override, json: { _method: 'DELETE' } })],
        405,
      )
    },
  },
]
