import { afterEach, beforeEach, expect, test } from 'vitest'
import { startResendServer, type ResendServer, type Trouble } from '../../tests/fakes/resend-server.ts'
import type { Mail } from '../../tenants/messages/mail-port.ts'
import { makeResendMail } from './resend.ts'

let resend: ResendServer
beforeEach(async () => {
  resend = await startResendServer()
})
afterEach(() => resend.close())

const letter: Mail = {
  idempotencyKey: 'booking_confirmed/ten_1/msg_1',
  from: '"Айрън Уъркс" <bookings@mail.example.test>',
  to: 'elena@example.test',
  replyTo: 'hello@ironworks.example.test',
  subject: 'Запазен час',
  html: '<p>Здравейте</p>',
  text: 'Здравейте',
  attachments: [
    {
      filename: 'booking.ics',
      contentType: 'text/calendar; method=REQUEST; charset=UTF-8',
      content: 'ГИРА\r\n',
    },
  ],
  tags: { kind: 'booking_confirmed', tenant: 'ten_1' },
}

function send(changes: Partial<Mail> = {}, options: { apiKey?: string; timeoutMs?: number } = {}) {
  return makeResendMail({ apiKey: 're_test', baseUrl: resend.url, ...options }).send({
    ...letter,
    ...changes,
  })
}

test('headers of a mail’s own go along', async () => {
  const headers = {
    'List-Unsubscribe': '<https://book.ironworks.test/unsubscribe?token=cli_1.reminder.k.s>',
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  }
  await send({ headers })
  await send({ idempotencyKey: 'another' })
  expect(resend.ledger.map(({ email }) => email.headers)).toEqual([headers, undefined])
})

test('waits as long as it is told when a whole team asks too often, and is then let through', async () => {
  let now = 0
  const strict = await startResendServer({ now: () => now, perSecond: 5 })
  const port = makeResendMail({ apiKey: 're_test', baseUrl: strict.url })
  const sendSix = () =>
    Promise.all(
      Array.from({ length: 6 }, (_, index) => port.send({ ...letter, idempotencyKey: `key/${index}` })),
    )
  const results = await sendSix()
  const refused = results.filter(({ ok }) => !ok)
  expect(refused).toEqual([
    { ok: false, kind: 'retry', reason: expect.stringContaining('rate_limit_exceeded'), retryAfterMs: 1_000 },
  ])
  now += 2_000
  await Promise.all(
    [...results.keys()]
      .filter((index) => !results[index]?.ok)
      .map((index) => port.send({ ...letter, idempotencyKey: `key/${index}` })),
  )
  await strict.close()
  expect(strict.ledger).toHaveLength(6)
})

test('hands everything over as Resend documents it and gives back its id', async () => {
  const result = await send()
  const [accepted] = resend.ledger
  expect(result).toEqual({ ok: true, providerId: accepted?.id })
  expect(accepted).toMatchObject({
    idempotencyKey: letter.idempotencyKey,
    email: {
      from: letter.from,
      to: letter.to,
      reply_to: letter.replyTo,
      subject: letter.subject,
      html: letter.html,
      text: letter.text,
      tags: [
        { name: 'kind', value: 'booking_confirmed' },
        { name: 'tenant', value: 'ten_1' },
      ],
    },
  })
  const [file] = accepted?.email.attachments ?? []
  expect(file).toMatchObject({ filename: 'booking.ics', content_type: letter.attachments[0]?.contentType })
  expect(Buffer.from(file?.content ?? '', 'base64').toString()).toBe('ГИРА\r\n')
})

test('is one mail however often it is sent under its key', async () => {
  const first = await send()
  expect(await send()).toEqual(first)
  expect(resend.ledger).toHaveLength(1)
})

test('takes a key that was used with other words for a mail that was accepted before', async () => {
  await send()
  expect(await send({ subject: 'The studio is called otherwise now' })).toEqual({
    ok: true,
    providerId: null,
  })
  expect(resend.ledger).toHaveLength(1)
})

const said = (status: number, name: string): Trouble => ({ status, name })
const outcomes: [Trouble, 'retry' | 'rejected' | 'unknown'][] = [
  [said(400, 'invalid_idempotency_key'), 'rejected'],
  [said(400, 'validation_error'), 'rejected'],
  [said(401, 'missing_api_key'), 'retry'],
  [said(401, 'restricted_api_key'), 'retry'],
  [said(403, 'invalid_api_key'), 'retry'],
  [said(403, 'validation_error'), 'retry'],
  [said(404, 'not_found'), 'retry'],
  [said(405, 'method_not_allowed'), 'retry'],
  [said(409, 'concurrent_idempotent_requests'), 'unknown'],
  [said(422, 'validation_error'), 'rejected'],
  [said(422, 'missing_required_field'), 'rejected'],
  [said(422, 'invalid_attachment'), 'rejected'],
  [said(422, 'invalid_parameter'), 'rejected'],
  [said(422, 'invalid_from_address'), 'retry'],
  [said(429, 'rate_limit_exceeded'), 'retry'],
  [said(429, 'daily_quota_exceeded'), 'retry'],
  [said(429, 'monthly_quota_exceeded'), 'retry'],
  [said(451, 'security_error'), 'rejected'],
  [said(500, 'application_error'), 'unknown'],
  [said(500, 'internal_server_error'), 'unknown'],
  [{ status: 502, body: '<html>Bad gateway</html>' }, 'unknown'],
  [{ status: 200, body: '{}' }, 'unknown'],
  [{ status: 500, body: '{}' }, 'unknown'],
  [{ status: 500, body: 'null' }, 'unknown'],
  ['accept and cut', 'unknown'],
  ['accept and answer garbage', 'unknown'],
]

test.each(outcomes)('meets %j with %s', async (trouble, kind) => {
  resend.plan(trouble)
  expect(await send()).toMatchObject({ ok: false, kind })
})

test('says how long Resend wants to be left alone', async () => {
  resend.plan({ status: 429, name: 'rate_limit_exceeded', retryAfterSeconds: 7 })
  expect(await send()).toMatchObject({ kind: 'retry', retryAfterMs: 7_000 })
})

test.each<Trouble>(['hang', 'accept and hang'])(
  'gives up waiting when the server would %s',
  async (trouble) => {
    resend.plan(trouble)
    expect(await send({}, { timeoutMs: 50 })).toEqual({ ok: false, kind: 'unknown', reason: 'time-out' })
  },
)

test('does not know what became of a mail when nobody listens', async () => {
  await resend.close()
  expect(await send()).toMatchObject({ ok: false, kind: 'unknown' })
})
