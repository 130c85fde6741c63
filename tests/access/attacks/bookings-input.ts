import { gzipSync } from 'node:zlib'
import { expect } from 'vitest'
import { ids } from '../../support/studio-rows.ts'
import { api, type Attack } from './attack.ts'

const start_time = '2027-02-26T08:00:00Z'
const person = { first_name: 'Ana', last_name: 'Ilieva', email: 'typed@example.test' }
const book = (more: object) =>
  api('POST /bookings', {
    json: { service_id: ids.assessment, trainer_id: ids.ivan, start_time, client: person, ...more },
  })
const as = (more: object) => book({ client: { ...person, ...more } })
const raw = (body: string, headers: Record<string, string> = {}) => api('POST /bookings', { body, headers })
const good = JSON.stringify({ service_id: ids.assessment, start_time, client: person })

/** Reliability.md 3.3: what is typed. */
export const bookingsInput: readonly Attack[] = [
  {
    id: 'BOOK-06',
    title: 'numbers of places that are none',
    shots: [-1, 0, 1.5, 1e9, '2', null, [], true].map((quantity) =>
      api('POST /holds', {
        headers: { 'hold-secret': 'a secret of sixteen letters' },
        json: { session_id: 'ses_unknown', quantity },
      }),
    ),
    expected: ['422 invalid_input', '404 not_found'],
  },
  {
    id: 'BOOK-11',
    title: 'odd numbers and dates',
    shots: [
      '-1',
      '0',
      'NaN',
      '1e309',
      '2027-02-30',
      '2027-02-30T09:00:00Z',
      '2027-13-01T09:00:00Z',
      '2027-01-05T23:59:60Z',
      '2027-01-05T25:00:00Z',
      '+275760-09-13T00:00:00Z',
      '-000001-01-01T00:00:00Z',
      '2027-01-05T09:00:00',
      '2027-01-05T09:00:00+99:00',
      '2027-01-05 09:00:00Z',
      '1799136000000',
      1799136000000,
      0,
      true,
      [],
      {},
    ].map((odd) => book({ start_time: odd })),
    expected: '422 invalid_input',
  },
  {
    id: 'BOOK-12',
    title: 'odd dates and ranges where times are asked for',
    shots: [
      'from=2027-02-30&to=2027-03-01',
      'from=2027-01-01&to=2026-01-01',
      'from=0000-00-00&to=9999-99-99',
      'from=2027-01-01&to=2037-01-01',
      'from=&to=',
      'from[]=2027-01-05&to=2027-01-06',
    ].map((query) => api(`GET /availability/available-slots?service_id=${ids.assessment}&${query}`)),
    expected: '422 invalid_input',
  },
  {
    id: 'BOOK-13',
    title: 'zones that are none',
    shots: [
      '../../etc/passwd',
      'Europe/Berlin\0',
      'GMT+25',
      '__proto__',
      'constructor',
      'x'.repeat(10_000),
      '',
      ' ',
    ].map((time_zone) => as({ time_zone })),
    expected: '422 invalid_input',
  },
  {
    id: 'BOOK-15',
    title: 'texts that are too long, or no text',
    shots: [
      'x'.repeat(10_000),
      `A${'\u0301'.repeat(20_000)}`,
      'A\0B',
      'A\ud800B',
      'A\u202eB',
      'A\nB',
      '\u200b',
      '\u3164\ufeff',
      ' ',
      '',
    ].map((first_name) => as({ first_name })),
    expected: '422 invalid_input',
  },
  {
    id: 'BOOK-16',
    title: 'telephones that are none',
    shots: [
      '+1',
      '0',
      '+359 88 OR 1=1',
      `+${'9'.repeat(500)}`,
      '٠٨٨',
      '+359\r\nX: y',
      'javascript:alert(1)',
    ].map((phone) => as({ phone })),
    expected: '422 invalid_input',
  },
  {
    id: 'BOOK-17',
    title: 'addresses of several people, or of none',
    shots: [
      'a@x.test,b@y.test',
      'a@x.test;b@y.test',
      'a@x.test b@y.test',
      '<a@x.test>',
      'A <a@x.test>',
      'a@x.test\r\nBcc: b@y.test',
      'a@x.test%0aBcc:b@y.test',
      'a@x.test\0',
      '"a@x.test"@y.test@z.test',
      'a@',
      '@x.test',
      'a@localhost',
      `${'a'.repeat(310)}@x.test`,
      `a@${'x'.repeat(300)}.test`,
      '',
    ].map((email) => as({ email })),
    expected: '422 invalid_input',
  },
  {
    id: 'BOOK-18',
    title: 'lines put into names, which are in mails and calendars',
    shots: [
      'A\r\nBcc: b@y.test',
      'A\rATTENDEE:b',
      'A\nEND:VEVENT',
      'A\u2028B',
      'A\u0085B',
      'A\u000bB',
    ].flatMap((text) => [
      as({ first_name: text }),
      as({ last_name: text }),
      book({ attendee: { first_name: text, last_name: 'B' } }),
      api('POST /users/register', { json: { ...person, first_name: text } }),
      api('PATCH /users/me', { as: 'client', json: { name: text } }),
      api('POST /invitations', {
        as: 'owner',
        json: { email: 'n@example.test', name: text, role: 'trainer' },
      }),
      api('POST /users/me/dependents', { as: 'client', json: { first_name: text, last_name: 'B' } }),
      api('POST /roles', { as: 'owner', json: { name: text, grants: {} } }),
      api('POST /api-keys', { as: 'owner', json: { name: text, grants: {} } }),
    ]),
    expected: '422 invalid_input',
  },
  {
    id: 'BOOK-20',
    title: 'a language that is a path or a prototype',
    shots: ['../../etc', '__proto__', 'de', 'EN', '', 'bg\0', 'constructor'].map((locale) => as({ locale })),
    expected: '422 invalid_input',
  },
  {
    id: 'BOOK-21',
    title: 'prototypes in bodies and queries: nothing of it is there later',
    play: async ({ send, refused }) => {
      const bodies = [
        '{"__proto__":{"isAdmin":true,"role":"owner"},"constructor":{"prototype":{"isAdmin":true}}}',
        `{"client":{"__proto__":{"email":"a@b.test"}}}`,
        `{"service_id":"${ids.assessment}","start_time":"${start_time}","client":{"__proto__":${JSON.stringify(person)}}}`,
      ]
      await refused(
        bodies.map((body) => raw(body)),
        '422 invalid_input',
      )
      await send(api('GET /services?__proto__[limit]=1&constructor[prototype][x]=1&a[__proto__][x]=1'))
      expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined()
      await refused([api('GET /staff')], 401)
      await refused([api('GET /staff', { as: 'client' })], '403 forbidden')
    },
  },
  {
    id: 'BOOK-22',
    title: 'a series without an end',
    shots: [1e9, null, -1, 0, 1.5, '8'].map((count) =>
      api('POST /bookings/series/preview', {
        json: {
          service_id: ids.assessment,
          weekday: 2,
          start_time: '09:00',
          from_on: '2027-02-02',
          count,
          client: person,
        },
      }),
    ),
    expected: '422 invalid_input',
  },
  {
    id: 'BOOK-23',
    title: 'JSON that is none, too deep, too long, or packed',
    shots: [
      raw(''),
      raw('{'),
      raw('null'),
      raw('[]'),
      raw('"x"'),
      raw('{"client":'),
      raw(`\uFEFF[`),
      raw('['.repeat(60_000)),
      raw(`{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`),
      raw(`{"a":${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}}`),
      raw(`${good.slice(0, -1)},"notes":"${'x'.repeat(70_000)}"}`),
      raw(Buffer.from(good, 'utf16le').toString('latin1')),
      raw(gzipSync(good).toString('latin1'), { 'content-encoding': 'gzip' }),
      raw('{"service_id":NaN}'),
      raw("{'service_id':1}"),
      raw(`${good}${good}`),
    ],
    expected: ['400 bad_request', '413 payload_too_large', '415 unsupported_media_type', '422 invalid_input'],
  },
  {
    id: 'BOOK-23b',
    title: 'members twice: the last one counts, for every check alike',
    play: async ({ refused }) => {
      const twice = `{"service_id":"${ids.assessment}","start_time":"${start_time}","client":${JSON.stringify(person)},"client":{"email":"x"}}`
      await refused([raw(twice)], '422 invalid_input')
    },
  },
  {
    id: 'BOOK-24',
    title: 'guests without number or of the wrong kind',
    shots: [
      Array.from({ length: 2_000 }, () => ({})),
      'x',
      { length: 5 },
      [1],
      [[]],
      [{ first_name: [] }],
    ].map((guests) => book({ guests })),
    expected: ['422 invalid_input', '422 slot_unavailable', '422 not_allowed'],
  },
]
