import { expect } from 'vitest'
import { IRON, LOTUS } from '../../../worker/testing/make-site.ts'
import { api, page, type Attack, type Shot } from './attack.ts'

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const here = `https://${IRON}`
const siblings = { origin: `https://${LOTUS}`, 'sec-fetch-site': 'same-site' }

/** Forms of a page, its data, resources and doors for programs, with somebody's session. */
const forms = (cookie: string, headers: Record<string, string>): Shot[] =>
  [
    '/admin/staff',
    '/admin/staff.data',
    '/admin/keys/new?index',
    '/account/profile?_data=routes%2Faccount',
    '/bg/account/security/password',
    '/sign-out',
    '/bookings/bkg_own/cancel',
    '/theme/x.css',
    '/api/v1/users/me/erase',
    '/api/v1/bookings',
  ].map((path) => page(`POST ${path}`, { cookie, headers: { ...FORM, ...headers }, body: 'a=b' }))

/** Reliability.md 3.2: requests from elsewhere. */
export const origins: readonly Attack[] = [
  {
    id: 'AUTH-21',
    title: 'a form that says nothing of where it comes from',
    shots: async ({ cookieOf, iron }) =>
      forms(await cookieOf('usr_owner', iron, 'staff'), {}).filter(({ path }) => !path.startsWith('/api/')),
    expected: '403 forbidden_origin',
  },
  {
    id: 'AUTH-22',
    title: 'origins that are nearly right',
    shots: async ({ cookieOf, iron }) => {
      const cookie = await cookieOf('usr_owner', iron, 'staff')
      return [
        'null',
        '',
        IRON,
        `http://${IRON}`,
        `${here}:8443`,
        `${here}.evil.test`,
        `${here}/`,
        `${here}@evil.test`,
        `https://evil.test/${IRON}`,
        `${here}, https://evil.test`,
        `${here} https://evil.test`,
        'https://iron-works.trainerhub.test',
        'file://',
        '*',
      ].flatMap((origin) => forms(cookie, { origin, 'sec-fetch-site': 'same-origin' }))
    },
    expected: '403 forbidden_origin',
  },
  {
    id: 'AUTH-23',
    title: 'the other studio’s page posts with the owner’s session',
    shots: async ({ cookieOf, iron }) => forms(await cookieOf('usr_owner', iron, 'staff'), siblings),
    expected: '403 forbidden_origin',
  },
  {
    id: 'AUTH-25',
    title: 'the same in types that browsers send without asking',
    shots: async ({ cookieOf, iron }) => {
      const cookie = await cookieOf('usr_owner', iron, 'staff')
      return [
        'text/plain',
        'application/json',
        'application/json; x',
        'multipart/form-data; boundary=x',
        '',
      ].flatMap((type) => forms(cookie, { ...siblings, 'content-type': type }))
    },
    expected: '403 forbidden_origin',
  },
  {
    id: 'AUTH-25b',
    title: 'a body that is not said to be JSON, to the API',
    shots: [
      'text/plain',
      'text/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/xml',
      'application/jsonp',
      'x',
    ].flatMap((type) =>
      ['/users/login', '/users/register', '/bookings', '/users/forgot-password'].map((path) =>
        api(`POST ${path}`, { body: '{"email":"known@example.test"}', headers: { 'content-type': type } }),
      ),
    ),
    expected: ['415 unsupported_media_type', '400 bad_request', '422 invalid_input'],
  },
  {
    id: 'AUTH-26',
    title: 'the API reads no cookie, and pages no bearer',
    play: async ({ refused, cookieOf, iron, people }) => {
      const cookie = await cookieOf('usr_owner', iron, 'staff')
      const paths = ['/users/me', '/staff', '/bookings', '/audit-log', '/api-keys', '/users/me/devices']
      await refused(
        paths.map((path) => api(`GET ${path}`, { cookie })),
        401,
      )
      const said = await refused(
        ['/admin', '/account', '/admin.data'].map((path) =>
          page(`GET ${path}`, { token: people.tokens.owner ?? '' }),
        ),
        200,
      )
      for (const { text } of said) expect(text).toContain('for a visitor')
    },
  },
]
