import { eq } from 'drizzle-orm'
import { afterAll, expect, test, vi } from 'vitest'
import { messages } from '../../db/tenant/schema/index.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const { asStaff, asVisitor, asStranger, bookAssessment, db } = await makeStaffSite()
afterAll(() => vi.useRealTimers())

type Page = { data: Record<string, unknown>[]; next_cursor: string | null }

async function list(query: Record<string, string> = {}): Promise<Page> {
  const { status, body } = await asStaff('GET', `/notifications?${new URLSearchParams(query).toString()}`)
  expect(status).toBe(200)
  return body as Page
}

test('staff read what was and will be sent, in pages', async () => {
  const booking_id = await bookAssessment('2027-01-06T08:00:00Z', ids.ivan)
  const { data } = await list({ booking_id, order: 'soonest' })

  expect(data[0]).toMatchObject({
    kind: 'booking_confirmed',
    channel: 'email',
    recipient: 'ana20270106080000@example.test',
    state: 'planned',
    delivery: null,
    lead_minutes: 0,
    copy: 0,
    name: 'Ana Ilieva',
    booking_id,
  })
  expect(data.slice(1).map(({ kind, lead_minutes }) => [kind, lead_minutes])).toEqual([
    ['reminder', 1440],
    ['reminder', 60],
  ])
  const first = await list({ booking_id, order: 'soonest', limit: '1' })
  const rest = await list({ booking_id, order: 'soonest', cursor: first.next_cursor ?? '' })
  expect([...first.data, ...rest.data]).toEqual(data)
  expect((await list({ booking_id, from: '2027-01-05T08:00:00Z' })).data).toHaveLength(2)
  const client_id = String(data[0]?.['client_id'])
  expect((await list({ client_id, kind: 'reminder' })).data).toHaveLength(2)
  expect((await list({ state: 'failed' })).data).toEqual([])
})

test('nobody else reads them, and nonsense is refused', async () => {
  expect((await asVisitor('GET', '/notifications')).status).toBe(401)
  expect((await asStranger('GET', '/notifications')).status).toBe(401)
  for (const query of ['state=x', 'cursor=nonsense', 'from=yesterday', 'limit=0']) {
    expect((await asStaff('GET', `/notifications?${query}`)).status).toBe(422)
  }
})

test('one message says what it says, and goes out once more by hand', async () => {
  const booking_id = await bookAssessment('2027-01-07T08:00:00Z', ids.ivan)
  const [confirmation] = (await list({ booking_id, kind: 'booking_confirmed' })).data
  const path = `/notifications/${String(confirmation?.['id'])}`
  const early = await asStaff('POST', `${path}/resend`)
  expect(early).toMatchObject({ status: 422, body: { code: 'not_allowed', reason: 'not_sent_yet' } })
  await db.write([db.orm.update(messages).set({ state: 'sent' }).where(eq(messages.bookingId, booking_id))])

  const { body: record } = await asStaff('GET', path)
  expect(record).toMatchObject({
    resend_refusal: null,
    copies: 0,
    says: { subject: expect.any(String) as string },
  })
  const { status, body } = await asStaff('POST', `${path}/resend`)
  expect(status).toBe(201)
  expect(body).toMatchObject({ copy: 1, state: 'planned', booking_id, resend_refusal: 'not_sent_yet' })
  expect((await asStaff('GET', '/notifications/msg_none')).status).toBe(404)
  expect((await asVisitor('POST', `${path}/resend`)).status).toBe(401)
})
