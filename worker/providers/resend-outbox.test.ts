import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { minutes } from '../../tenants/durations.ts'
import { impatientFetch } from '../../tests/fakes/impatient-fetch.ts'
import { startResendServer, type Trouble } from '../../tests/fakes/resend-server.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { followReports, makeOutbox } from '../../tests/support/make-outbox.ts'
import { makeResendMail } from './resend.ts'

// What hangs is given up at once, and what is only slow is not.
beforeEach(() => void vi.stubGlobal('fetch', impatientFetch))
afterEach(() => void vi.unstubAllGlobals())

const refused: Trouble = { status: 429, name: 'rate_limit_exceeded', retryAfterSeconds: 90 }
const broken: Trouble = { status: 500, name: 'internal_server_error' }
const underWay: Trouble = { status: 409, name: 'concurrent_idempotent_requests' }

test.each<[string, Trouble[]]>([
  ['refuses for now', [refused, refused]],
  ['is broken', [broken, { status: 503, body: 'upstream' }]],
  ['never answers', ['hang', 'hang']],
  ['accepts and never answers', ['accept and hang', 'accept and hang']],
  ['accepts and cuts the line', ['accept and cut', underWay, 'accept and cut']],
  ['accepts and answers garbage', ['accept and answer garbage', broken]],
])('delivers a confirmation exactly once when Resend %s', async (_, troubles) => {
  const { studio, send, readMessages } = await makeOutbox()
  const resend = await startResendServer({ now: studio.clock.now })
  onTestFinished(() => resend.close())
  const mail = makeResendMail({ apiKey: 're_test', baseUrl: resend.url })
  await makeBooking(studio)
  resend.plan(...troubles)

  await followReports(studio, { send: () => send({ mail }), until: studio.clock.now() + minutes(30) })

  expect(resend.ledger).toHaveLength(1)
  expect(resend.requests()).toBe(troubles.length + 1)
  expect(await readMessages('booking_confirmed')).toMatchObject([
    { state: 'sent', providerId: resend.ledger[0]?.id, attempts: troubles.length + 1 },
  ])
})

test('counts a mail as sent that Resend had before, when the studio changed its name in between', async () => {
  const { studio, send, readMessages } = await makeOutbox()
  const resend = await startResendServer({ now: studio.clock.now })
  onTestFinished(() => resend.close())
  const mail = makeResendMail({ apiKey: 're_test', baseUrl: resend.url })
  await makeBooking(studio)
  resend.plan('accept and cut')
  await send({ mail })
  const { db } = studio.ctx
  await db.write([db.orm.run(`UPDATE settings SET studio_name = '{"en":"Steel Works"}'`)])
  studio.clock.advance(minutes(1))
  expect(await send({ mail })).toMatchObject({ sent: 1 })
  expect(resend.ledger).toHaveLength(1)
  expect(await readMessages('booking_confirmed')).toMatchObject([{ state: 'sent', providerId: null }])
})
