import { eq } from 'drizzle-orm'
import { afterAll, expect, test, vi } from 'vitest'
import { services } from '../../db/tenant/schema/index.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const { asStaff, asVisitor, asStranger, db, fleet } = await makeStaffSite()
afterAll(() => vi.useRealTimers())

await db.write([db.orm.update(services).set({ approval: 'always' }).where(eq(services.id, ids.assessment))])
const rules = {
  free_cancel: { minutes_before: 240 },
  late_cancel: { kind: 'fee', fee_minor: 500 },
  no_show: { kind: 'fee', fee_percent: 50 },
}
await asStaff('POST', '/policies', { name: 'All', rules })

const starts = [6, 7, 8, 11, 12, 13].flatMap((day) =>
  [7, 9, 11, 13].map((hour) => new Date(Date.UTC(2027, 0, day, hour)).toISOString().replace('.000Z', 'Z')),
)
let booked = 0

/** A booking with Ivan (of the assessment: a request), from Wednesday 6 January 2027 on, each at a time of its own. */
async function book(service_id: string = ids.training) {
  const start_time = starts[booked] ?? ''
  booked += 1
  const client = { first_name: 'Ana', last_name: 'Ilieva', email: `ana-${booked}@example.test` }
  const { status, body } = await asVisitor('POST', '/bookings', {
    service_id,
    trainer_id: ids.ivan,
    start_time,
    client,
  })
  expect([status, body]).toMatchObject([201, {}])
  const token = `?token=${new URL(String(body.manage_url)).searchParams.get('token')}`
  return { id: String(body.id), path: `/bookings/${String(body.id)}`, token, start: Date.parse(start_time) }
}

async function at<Answer>(instant: number, ask: () => Promise<Answer>): Promise<Answer> {
  vi.setSystemTime(instant)
  const answer = await ask()
  vi.setSystemTime(fleet.clock.now())
  return answer
}

test('a request is confirmed, and no more than once', async () => {
  const { path } = await book(ids.assessment)

  const confirmed = await asStaff('POST', `${path}/confirm`)
  const again = await asStaff('POST', `${path}/confirm`)
  const declined = await asStaff('POST', `${path}/decline`)

  expect([confirmed.status, confirmed.body]).toMatchObject([
    200,
    { status: 'confirmed', version: 2, expires_at: null },
  ])
  expect([again.status, again.body.version]).toEqual([200, 2])
  expect([declined.status, declined.body]).toMatchObject([422, { code: 'not_allowed', reason: 'confirmed' }])
})

test('a request is declined, with or without a reason', async () => {
  const [one, other] = [await book(ids.assessment), await book(ids.assessment)]

  expect((await asStaff('POST', `${one.path}/decline`)).body).toMatchObject({ status: 'declined' })
  expect((await asStaff('POST', `${other.path}/decline`, { reason: 'Away' })).body).toMatchObject({
    status: 'declined',
  })
  expect(await asStaff('POST', `${one.path}/confirm`)).toMatchObject({
    status: 422,
    body: { code: 'not_allowed', reason: 'declined' },
  })
})

test('staff write down who came, and take it back', async () => {
  const { path, start } = await book()
  const answers = await at(start, async () => [
    await asStaff('POST', `${path}/check-in`),
    await asStaff('DELETE', `${path}/check-in`),
    await asStaff('POST', `${path}/no-show`),
    await asStaff('DELETE', `${path}/no-show`),
  ])

  expect(answers.map(({ status, body }) => [status, body.status])).toEqual([
    [200, 'checked_in'],
    [200, 'confirmed'],
    [200, 'no_show'],
    [200, 'checked_in'],
  ])
  expect(answers[0]?.body.checked_in_at).toBe(new Date(start).toISOString().replace('.000', ''))
})

test('a no-show is owed, shown to whoever has the link, and forgiven by staff', async () => {
  const { path, token, start } = await book()
  expect(await asStaff('POST', `${path}/no-show`)).toMatchObject({
    status: 422,
    body: { code: 'not_allowed', reason: 'too_early' },
  })
  await at(start, () => asStaff('POST', `${path}/no-show`))

  const owed = await asVisitor('GET', `${path}/charges${token}`)
  const forgiven = await at(start, () => asStaff('POST', `${path}/charges/waive`, { reason: 'Snow' }))

  expect(owed.body.data).toMatchObject([
    { kind: 'no_show', amount: { amount_minor: 3_000, currency: 'EUR' }, state: 'owed', reason: null },
  ])
  expect([forgiven.status, forgiven.body.data]).toMatchObject([200, [{ state: 'waived', reason: 'staff' }]])
  const history = await asVisitor('GET', `${path}/history${token}`)
  expect(
    (history.body.data as { kind: string; actor: string }[]).map(({ kind, actor }) => [kind, actor]),
  ).toEqual([
    ['booked', 'api'],
    ['no_show', 'staff'],
    ['charge_waived', 'staff'],
  ])
  expect((await asStaff('POST', `${path}/charges/waive`, { reason: '' })).body).toMatchObject({
    code: 'invalid_input',
    errors: [{ path: 'reason' }],
  })
})

test('a late cancellation says what it will cost, and costs that', async () => {
  const { path, token, start } = await book()
  const [preview, cancelled, charges, history] = await at(start - 3_600_000, async () => [
    await asVisitor('GET', `${path}/cancel${token}`),
    await asVisitor('POST', `${path}/cancel${token}`, {}),
    await asVisitor('GET', `${path}/charges${token}`),
    await asVisitor('GET', `${path}/history${token}&limit=1`),
  ])

  expect(preview.body).toMatchObject({ kind: 'late', owed: { amount_minor: 500, currency: 'EUR' } })
  expect(cancelled.body).toMatchObject({ status: 'cancelled', cancel_kind: 'late' })
  expect(charges.body.data).toMatchObject([{ kind: 'late_cancel', amount: { amount_minor: 500 } }])
  const rest = await asVisitor('GET', `${path}/history${token}&cursor=${String(history.body.next_cursor)}`)
  expect(rest.body).toMatchObject({ data: [{ kind: 'cancelled', cancel_kind: 'late' }], next_cursor: null })
})

test('what has begun is neither cancelled nor moved', async () => {
  const { path, token, start } = await book()
  const [cancelled, moved] = await at(start, async () => [
    await asVisitor('DELETE', path + token),
    await asVisitor('POST', `${path}/reschedule${token}`, { start_time: '2027-01-20T09:00:00Z' }),
  ])

  expect([cancelled.status, cancelled.body.code]).toEqual([409, 'already_started'])
  expect([moved.status, moved.body.code, moved.body.reason]).toEqual([
    409,
    'already_started',
    'already_started',
  ])
})

const ways = [
  ['POST', '/confirm', undefined],
  ['POST', '/decline', {}],
  ['POST', '/check-in', undefined],
  ['DELETE', '/check-in', undefined],
  ['POST', '/no-show', undefined],
  ['DELETE', '/no-show', undefined],
  ['POST', '/charges/waive', { reason: 'Please' }],
] as const

test.each(ways)('%s …%s is for staff of this studio', async (method, rest, body) => {
  const { path, token } = await book(ids.assessment)

  for (const answer of [
    await asVisitor(method, path + rest, body),
    await asVisitor(method, path + rest + token, body),
    await asStranger(method, path + rest, body),
  ]) {
    expect([answer.status, answer.body.code]).toEqual([401, 'unauthorized'])
  }
  expect(await asStaff(method, `/bookings/bkg_none${rest}`, body)).toMatchObject({
    status: 404,
    body: { code: 'not_found' },
  })
  expect((await asStaff('GET', path)).body).toMatchObject({ status: 'pending', version: 1 })
})
