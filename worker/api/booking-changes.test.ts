import { afterAll, expect, test, vi } from 'vitest'
import { ids } from '../../tests/support/studio-rows.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const { ask, asStaff, asVisitor, asStranger } = await makeStaffSite()
afterAll(() => vi.useRealTimers())

const starts = [6, 7, 8, 11, 12, 13, 14, 15, 18, 19].flatMap((day) =>
  [7, 9, 11, 13].map((hour) => new Date(Date.UTC(2027, 0, day, hour)).toISOString().replace('.000Z', 'Z')),
)
let booked = 0

/** A training with Maria, each time one of its own, from Wednesday 6 January 2027 on. */
async function book(trainer_id: string = ids.maria) {
  const start_time = starts[booked] ?? ''
  booked += 1
  const client = { first_name: 'Ana', last_name: 'Ilieva', email: `ana-${booked}@example.test` }
  const { status, body } = await asVisitor('POST', '/bookings', {
    service_id: ids.training,
    trainer_id,
    start_time,
    client,
  })
  expect([status, body]).toMatchObject([201, {}])
  const url = new URL(String(body.manage_url))
  const token = url.searchParams.get('token') ?? url.hash
  return { id: String(body.id), path: `/bookings/${String(body.id)}`, token: `?token=${token}`, start_time }
}

test('a client moves a booking, and finds that in its history', async () => {
  const { path, token, start_time } = await book()
  const to = start_time.replace(':00:00Z', ':30:00Z')

  const { status, body } = await asVisitor('POST', `${path}/reschedule${token}`, { start_time: to })
  const history = await asVisitor('GET', `${path}/history${token}`)

  expect([status, body]).toMatchObject([
    200,
    { start_time: to, version: 2, reschedule_count: 1, trainer_id: ids.maria, status: 'confirmed' },
  ])
  expect(history.status).toBe(200)
  expect(history.body.data).toMatchObject([
    { kind: 'booked', actor: 'api', from: null, to: null },
    {
      kind: 'moved',
      actor: 'client',
      from: { start_time, trainer_id: ids.maria, price_minor: 6000 },
      to: { start_time: to },
    },
  ])
})

test('the same key moves once, and another move under it is refused', async () => {
  const { path, token, start_time } = await book()
  const move = (start: string) =>
    ask({
      path: `/api/v1${path}/reschedule${token}`,
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'move-1' },
      body: JSON.stringify({ start_time: start }),
    })
  const to = start_time.replace(':00:00Z', ':30:00Z')

  const answers = [await move(to), await move(to)]
  const other = await move(start_time)

  expect(await Promise.all(answers.map((answer) => answer.json()))).toMatchObject([
    { version: 2 },
    { version: 2 },
  ])
  expect([other.status, await other.json()]).toMatchObject([409, { code: 'idempotency_key_reused' }])
})

test('a move to what is taken leaves everything as it was, and names other times', async () => {
  const taken = await book(ids.ivan)
  const { path, token, start_time } = await book(ids.ivan)

  const { status, body } = await asVisitor('POST', `${path}/reschedule${token}`, {
    start_time: taken.start_time,
  })

  expect([status, body]).toMatchObject([409, { code: 'slot_taken', reason: 'busy' }])
  expect((body.alternatives as unknown[]).length).toBeGreaterThan(0)
  expect((await asVisitor('GET', path + token)).body).toMatchObject({ start_time, version: 1 })
})

test('what a move may not be is said by field and reason', async () => {
  const { path, token, start_time } = await book()
  const move = async (body: unknown) => {
    const answer = await asVisitor('POST', `${path}/reschedule${token}`, body)
    return [answer.status, answer.body.code, answer.body.reason]
  }

  expect(await move({ start_time })).toEqual([422, 'not_allowed', 'no_change'])
  expect(await move({ start_time: '2027-01-09T09:00:00Z' })).toEqual([
    422,
    'slot_unavailable',
    'outside_hours',
  ])
  expect(await move({ start_time: 'soon' })).toEqual([422, 'invalid_input', 'invalid_input'])
  expect(await move({ session_id: 'ses_none' })).toEqual([422, 'invalid_input', 'invalid_input'])
  expect(await move({ start_time, override_reason: 'Please' })).toEqual([422, 'not_allowed', 'staff_only'])
})

test('cancelling says beforehand what it costs, frees the time, and is done once', async () => {
  const { path, token } = await book()

  const preview = await asVisitor('GET', `${path}/cancel${token}`)
  const cancelled = await asVisitor('POST', `${path}/cancel${token}`, { reason: 'Ill' })
  const again = await asVisitor('DELETE', path + token)

  expect([preview.status, preview.body]).toMatchObject([
    200,
    { kind: 'free', heads: 1, owed: { amount_minor: 0, currency: 'EUR' }, is_within_grace: false },
  ])
  expect([cancelled.status, cancelled.body]).toMatchObject([
    200,
    { status: 'cancelled', cancel_kind: 'free', version: 2 },
  ])
  expect([again.status, again.body]).toMatchObject([200, { status: 'cancelled', version: 2 }])
  expect(await asVisitor('GET', `${path}/cancel${token}`)).toMatchObject({
    status: 422,
    body: { code: 'not_allowed', reason: 'cancelled' },
  })
  expect((await asVisitor('GET', `${path}/charges${token}`)).body).toEqual({ data: [], next_cursor: null })
})

test('cancelling needs no body, and DELETE is the same', async () => {
  const one = await book()
  const other = await book()

  const post = await ask({ path: `/api/v1${one.path}/cancel${one.token}`, method: 'POST' })
  const remove = await asStaff('DELETE', other.path)

  expect([post.status, await post.json()]).toMatchObject([200, { status: 'cancelled' }])
  expect([remove.status, remove.body]).toMatchObject([200, { status: 'cancelled' }])
})

test('the studio calls off without anything being owed, and clients cannot', async () => {
  const { path, token } = await book()

  expect(await asVisitor('POST', `${path}/cancel${token}`, { by_studio: true })).toMatchObject({
    status: 422,
    body: { code: 'not_allowed', reason: 'staff_only' },
  })
  const { body } = await asStaff('POST', `${path}/cancel`, { by_studio: true, reason: 'Boiler' })

  expect(body).toMatchObject({ status: 'cancelled', cancel_kind: 'studio' })
})

test('the note can be changed; nobody but a guest gets another name', async () => {
  const { path, token } = await book()

  const noted = await asVisitor('PATCH', path + token, { notes: ' Bad knee ' })
  const same = await asVisitor('PATCH', path + token, {})
  const none = await asVisitor('PATCH', path + token, { notes: null })
  const named = await asVisitor('PATCH', path + token, { attendee: { first_name: 'Bo' } })

  expect([noted.body.notes, same.body.notes, none.body.notes]).toEqual(['Bad knee', 'Bad knee', null])
  expect([noted.body.version, named.status, named.body.reason]).toEqual([1, 422, 'not_a_guest'])
  expect((await asVisitor('PATCH', path + token, { notes: 'x'.repeat(1_001) })).body).toMatchObject({
    code: 'invalid_input',
    errors: [{ path: 'notes', code: 'too_long' }],
  })
})

const ways = [
  ['PATCH', '', { notes: 'Mine' }],
  ['DELETE', '', undefined],
  ['GET', '/history', undefined],
  ['GET', '/charges', undefined],
  ['GET', '/cancel', undefined],
  ['POST', '/cancel', {}],
  ['POST', '/reschedule', { start_time: '2027-01-15T09:00:00Z' }],
] as const

test.each(ways)('%s …%s opens with its own token only', async (method, rest, body) => {
  const { path } = await book()
  const other = await book()

  for (const token of ['', other.token, '?token=none']) {
    const answer = await asVisitor(method, `${path}${rest}${token}`, body)
    expect([answer.status, answer.body.code]).toEqual([404, 'not_found'])
  }
  expect(await asStranger(method, `${path}${rest}`, body)).toMatchObject({
    status: 401,
    body: { code: 'unauthorized' },
  })
  expect((await asStaff('GET', path)).body).toMatchObject({ status: 'confirmed', notes: null, version: 1 })
})
