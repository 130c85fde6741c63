import { afterAll, expect, test, vi } from 'vitest'
import { ids } from '../../tests/support/studio-rows.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const { asStaff, asVisitor } = await makeStaffSite()
afterAll(() => vi.useRealTimers())

const client = { first_name: 'Ana', last_name: 'Ilieva', email: 'ana@example.test' }
const starts = ['2027-01-05T08:00:00Z', '2027-01-05T10:00:00Z', '2027-01-05T12:00:00Z']

test('a client’s timeline and bookings come in pages', async () => {
  const { body: made } = await asStaff('POST', '/clients', client)
  const path = `/clients/${String(made['id'])}`
  for (const start_time of starts) {
    const booking = { service_id: ids.assessment, trainer_id: ids.ivan, start_time, client }
    expect((await asVisitor('POST', '/bookings', booking)).status).toBe(201)
  }
  await asStaff('POST', `${path}/notes`, { text: 'Knee' })

  const read = async (what: string) => {
    const { status, body } = await asStaff('GET', `${path}/${what}`)
    expect(status).toBe(200)
    return body as { data: Record<string, unknown>[]; next_cursor: string | null }
  }
  const first = await read('bookings?limit=2')
  const second = await read(`bookings?limit=2&cursor=${first.next_cursor ?? ''}`)
  const times = [...first.data, ...second.data].map((booking) => Date.parse(String(booking['start_time'])))
  expect(times).toEqual(starts.map((start) => Date.parse(start)).toReversed())
  expect(second.next_cursor).toBeNull()

  const whole = await read('timeline?limit=100')
  const [one] = (await read('timeline?kind=note')).data
  expect(one).toMatchObject({ kind: 'note', text: 'Knee', booking_id: null, amount: null })
  const page = await read('timeline?limit=3')
  const rest = await read(`timeline?limit=100&cursor=${page.next_cursor ?? ''}`)
  expect([...page.data, ...rest.data]).toEqual(whole.data)
  expect(whole.data.filter(({ what }) => what === 'booked')).toHaveLength(3)
})

test.each(['timeline', 'bookings'])('%s of nobody, and a cursor of something else', async (what) => {
  expect((await asStaff('GET', `/clients/cli_none/${what}`)).status).toBe(404)
  const { body } = await asStaff('POST', '/clients', { ...client, email: `${what}@example.test` })
  const path = `/clients/${String(body['id'])}/${what}`
  expect((await asStaff('GET', `${path}?cursor=nonsense`)).status).toBe(422)
})
