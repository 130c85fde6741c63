import { eq } from 'drizzle-orm'
import { afterAll, expect, test, vi } from 'vitest'
import { services } from '../../db/tenant/schema/index.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { LOTUS } from '../testing/make-site.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const site = await makeStaffSite()
const { asStaff, asVisitor, asStranger } = site
afterAll(() => vi.useRealTimers())

const path = '/bookings/series'
const other = { first_name: 'Petar', last_name: 'Petrov', email: 'petar@example.test' }
const client = { first_name: 'Ana', last_name: 'Ilieva', email: 'ana@example.test' }

type Series = {
  id: string
  bookings: { id: string; start_time: string; status: string; manage_url: string }[]
  open_dates: { on: string; start_time: string }[]
  total: { amount_minor: number; currency: string }
}
type Preview = {
  version: string
  dates: {
    on: string
    status: string
    reason: string | null
    start_time: string | null
    alternatives: unknown[]
  }[]
}

let made = 0
/** Five dates with Maria at 10:00 in Sofia, on a weekday and an hour of their own. */
function makeWish(changes: Record<string, unknown> = {}) {
  made += 1
  const startsAt = Date.UTC(2027, 0, 12 + (made % 4), 7 + Math.floor(made / 4))
  return {
    service_id: 'assessment',
    trainer_id: 'maria',
    start_time: new Date(startsAt).toISOString(),
    count: 5,
    ...changes,
  }
}
const weekLater = (start_time: string, weeks: number) =>
  new Date(Date.parse(start_time) + weeks * 7 * 86_400_000).toISOString().replace('.000', '')

async function book(wish: object): Promise<Series> {
  const { status, body } = await asVisitor('POST', path, { client, ...wish })
  expect([status, body]).toEqual([201, expect.anything()])
  return body as Series
}

async function preview(wish: object, ask = asVisitor) {
  const { status, body } = await ask('POST', `${path}/preview`, wish)
  return { status, body: body as Preview }
}

const tokenOf = ({ bookings }: Series) =>
  new URL(bookings[0]?.manage_url ?? '').searchParams.get('token') ?? ''

test('a series is previewed, booked and read', async () => {
  const wish = makeWish()
  const seen = await preview(wish)
  expect(seen.status).toBe(200)
  expect(seen.body).toMatchObject({
    trainer_id: ids.maria,
    time_zone: 'Europe/Sofia',
    total: { amount_minor: 0, currency: 'EUR' },
  })
  expect(seen.body.dates.map(({ status, start_time }) => [status, start_time])).toEqual(
    [0, 1, 2, 3, 4].map((weeks) => ['ok', weekLater(wish.start_time, weeks)]),
  )

  const series = await book({ ...wish, preview_version: seen.body.version })
  expect(series).toMatchObject({ id: expect.stringMatching(/^bse_/), open_dates: [], wish: { count: 5 } })
  expect(series.bookings.map(({ start_time }) => start_time)).toEqual(
    seen.body.dates.map(({ start_time }) => start_time),
  )

  expect((await asVisitor('GET', `${path}/${series.id}?token=${tokenOf(series)}`)).body).toEqual(series)
  expect((await asStaff('GET', `${path}/${series.id}`)).body).toEqual(series)
})

test('what is in the way comes with its reason, its sentence and other times, and nothing is booked', async () => {
  const wish = makeWish()
  await book({ ...wish, start_time: weekLater(wish.start_time, 1), count: 2 })
  const { status, body } = await asVisitor('POST', path, { client, ...wish })

  expect([status, body.code, body.reason]).toEqual([409, 'conflict', 'series_conflicts'])
  const { dates } = body.series as Preview
  expect(dates.map(({ status: state }) => state)).toEqual(['ok', 'conflict', 'conflict', 'ok', 'ok'])
  expect(dates[1]).toMatchObject({
    reason: 'busy',
    detail: expect.stringMatching(/^Taken from \d\d:\d\d to \d\d:\d\d\.$/),
    start_time: null,
    price: null,
  })
  expect(dates[1]?.alternatives).toHaveLength(3)
  const { body: listed } = await asStaff(
    'GET',
    `/bookings?trainer_id=${ids.maria}&from=${wish.start_time}&to=${weekLater(wish.start_time, 1)}&client_email=${client.email}`,
  )
  expect((listed.data as { start_time: string }[]).map(({ start_time }) => start_time)).not.toContain(
    weekLater(wish.start_time, 0),
  )
})

test('choices settle single dates', async () => {
  const wish = makeWish()
  await book({ ...wish, start_time: weekLater(wish.start_time, 1), count: 2 })
  const { body } = await preview(wish)
  const [skipped, moved] = body.dates.filter(({ status }) => status === 'conflict')
  const instead = moved?.alternatives[0] as { start_time: string; trainer_id: string }
  const series = await book({
    ...wish,
    choices: [
      { on: skipped?.on, skip: true },
      { on: moved?.on, ...instead },
    ],
  })

  expect(series.bookings).toHaveLength(4)
  expect(series.bookings.map(({ start_time }) => start_time)).toContain(instead.start_time)
  expect(series.open_dates.map(({ on }) => on)).toEqual([skipped?.on])
})

test('what is not as it was seen is 409 with the dates as they are now', async () => {
  const wish = makeWish({ conflict_policy: 'skip' })
  const { body: seen } = await preview(wish)
  await book({ ...wish, start_time: weekLater(wish.start_time, 3), count: 2 })
  const { status, body } = await asVisitor('POST', path, { client, ...wish, preview_version: seen.version })

  expect([status, body.code]).toEqual([409, 'changed_meanwhile'])
  const now = body.series as Preview
  expect(now.version).not.toBe(seen.version)
  expect(now.dates.map(({ status: state }) => state)).toEqual(['ok', 'ok', 'ok', 'skipped', 'skipped'])
})

test('the same key and body are the same series', async () => {
  const wish = { client, ...makeWish() }
  const headers = { 'idempotency-key': 'five-dates' }
  const answers = await Promise.all([1, 2, 3].map(() => site.postJson(`/api/v1${path}`, wish, headers)))
  const bodies = await Promise.all(answers.map((answer) => answer.text()))
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
  expect(new Set(bodies).size).toBe(1)

  const other = await site.postJson(`/api/v1${path}`, { ...wish, count: 4 }, headers)
  expect([other.status, await other.json()]).toMatchObject([409, { code: 'idempotency_key_reused' }])
})

test('the rest is cancelled, and a date added back', async () => {
  const series = await book(makeWish())
  const auth = `token=${tokenOf(series)}`
  const third = series.bookings[2]
  const cancelled = await asVisitor('POST', `${path}/${series.id}/cancel?${auth}`, {
    scope: 'following',
    booking_id: third?.id,
  })
  expect(cancelled.status).toBe(200)
  const { bookings, open_dates } = cancelled.body as Series
  expect(bookings.map(({ status }) => status)).toEqual([
    'confirmed',
    'confirmed',
    'cancelled',
    'cancelled',
    'cancelled',
  ])
  expect(open_dates).toHaveLength(3)

  const added = await asVisitor('POST', `${path}/${series.id}/dates?${auth}`, {
    start_time: third?.start_time,
  })
  expect(added.status).toBe(201)
  expect((added.body as Series).open_dates).toHaveLength(2)
  const again = await asVisitor('POST', `${path}/${series.id}/dates?${auth}`, {
    start_time: third?.start_time,
  })
  expect([again.status, again.body.reason]).toEqual([409, 'busy'])
})

test('staff have what a client has elsewhere counted, nobody else', async () => {
  const wish = makeWish()
  await book(wish)
  const asked = { ...wish, trainer_id: 'ivan', client_email: client.email }
  const { body } = await preview(asked, asStaff)

  expect(new Set(body.dates.map(({ reason }) => reason))).toEqual(new Set(['client_overlap']))
  for (const ask of [asVisitor, asStranger]) {
    expect(await ask('POST', `${path}/preview`, asked)).toMatchObject({
      status: 401,
      body: { code: 'unauthorized' },
    })
  }
})

test.each([
  [{ count: 1 }, 'count'],
  [{ count: 53 }, 'count'],
  [{ every_n_weeks: 9 }, 'every_n_weeks'],
  [{ conflict_policy: 'hope' }, 'conflict_policy'],
  [{ choices: [{ on: '2027-01-01', skip: true }] }, 'choices'],
  [{ choices: [{ on: '2027-01-01' }] }, 'choices.0'],
  [{ start_time: 'soon' }, 'start_time'],
])('%j is refused and names the field', async (changes, field) => {
  for (const end of ['', '/preview']) {
    const { status, body } = await asVisitor('POST', `${path}${end}`, { client, ...makeWish(), ...changes })
    expect([status, body]).toMatchObject([422, { code: 'invalid_input', errors: [{ path: field }] }])
  }
})

test('an unknown service is 404', async () => {
  for (const end of ['', '/preview']) {
    const wish = { client, ...makeWish({ service_id: 'svc_none' }) }
    expect((await asVisitor('POST', `${path}${end}`, wish)).status).toBe(404)
  }
})

test('a series is for whoever holds a link to it, and for staff of its studio', async () => {
  const series = await book(makeWish())
  const asks = [
    ['GET', `${path}/${series.id}`, undefined],
    ['POST', `${path}/${series.id}/cancel`, { scope: 'all' }],
    ['POST', `${path}/${series.id}/dates`, { start_time: '2027-01-29T09:00:00Z' }],
  ] as const
  const token = tokenOf(series)
  for (const [method, address, json] of asks) {
    for (const wrong of ['', '?token=', `?token=${token.slice(0, -2)}AA`]) {
      expect((await asVisitor(method, address + wrong, json)).status).toBe(404)
    }
    expect((await asStranger(method, address, json)).status).toBe(401)
    const elsewhere = await site.ask({
      path: `/api/v1${address}?token=${token}`,
      host: LOTUS,
      method,
      ...(json ? { body: JSON.stringify(json), headers: { 'content-type': 'application/json' } } : {}),
    })
    expect(elsewhere.status).toBe(404)
  }
  const { body } = await asStaff('POST', `${path}/${series.id}/cancel`, {
    scope: 'all',
    reason: 'Moved away',
  })
  expect(new Set((body as Series).bookings.map(({ status }) => status))).toEqual(new Set(['cancelled']))
})

test('what has to be approved is answered by staff, as a whole', async () => {
  const wish = makeWish({ service_id: 'personal-training' })
  const { db } = site
  await db.write([db.orm.update(services).set({ approval: 'always' }).where(eq(services.id, ids.training))])
  const [yes, no] = [await book(wish), await book({ ...wish, trainer_id: 'ivan', client: other })]
  for (const ask of [asVisitor, asStranger]) {
    for (const answer of ['confirm', 'decline']) {
      expect((await ask('POST', `${path}/${yes.id}/${answer}?token=${tokenOf(yes)}`, {})).status).toBe(401)
    }
  }
  const confirmed = await asStaff('POST', `${path}/${yes.id}/confirm`)
  const declined = await asStaff('POST', `${path}/${no.id}/decline`, { reason: 'Full' })
  const statuses = [confirmed, declined].map(({ body }) =>
    (body as Series).bookings.map(({ status }) => status).join(' '),
  )
  expect(statuses).toEqual([Array(5).fill('confirmed').join(' '), Array(5).fill('declined').join(' ')])
  expect((await asStaff('POST', `${path}/bse_none/confirm`)).status).toBe(404)
  expect((await asStaff('POST', `${path}/bse_none/decline`, {})).status).toBe(404)
})

test('following what is not of the series is 404, and of nothing is 422', async () => {
  const series = await book(makeWish())
  const address = `${path}/${series.id}/cancel`
  expect((await asStaff('POST', address, { scope: 'following', booking_id: 'bkg_none' })).status).toBe(404)
  expect(await asStaff('POST', address, { scope: 'following' })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'booking_id', code: 'required' }] },
  })
})
