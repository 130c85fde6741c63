import { beforeAll, expect, test } from 'vitest'
import { makeBody } from '../testing/make-body.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const { asStaff, asVisitor } = await makeStaffSite()
const ids: string[] = []
beforeAll(async () => {
  for (const [hour, first_name] of [
    ['09', 'Ana'],
    ['11', 'Boris'],
    ['13', 'Vera'],
  ]) {
    const client = { first_name, last_name: 'Ilieva', email: `${first_name}@example.test` }
    const sent = makeBody({ start_time: `2027-01-05T${hour}:00:00+02:00`, client })
    ids.push(String((await asVisitor('POST', '/bookings', sent)).body['id']))
  }
})

async function list(query: string) {
  const { status, body } = await asStaff('GET', `/bookings?${query}`)
  const page = body as { data?: { client: { first_name: string } }[]; next_cursor?: string | null }
  return { names: page.data?.map(({ client }) => client.first_name), cursor: page.next_cursor, status }
}

test('bookings are searched, filtered and turned around, page by page', async () => {
  expect((await list('search=bor%20ili')).names).toEqual(['Boris'])
  expect((await list('source=api')).names).toEqual(['Ana', 'Boris', 'Vera'])
  expect((await list('source=staff')).names).toEqual([])
  expect((await list('needs_answer=true')).names).toEqual([])
  expect((await list('location_id=loc_none')).names).toEqual([])
  const latest = await list('order=latest&limit=2')
  expect(latest.names).toEqual(['Vera', 'Boris'])
  expect((await list(`order=latest&limit=2&cursor=${latest.cursor}`)).names).toEqual(['Ana'])
  expect((await list('source=nowhere')).status).toBe(422)
})

test('what the client is told of a booking is listed for staff alone', async () => {
  const messages = `/bookings/${ids[0]}/messages`
  const { body } = await asStaff('GET', messages)
  expect(body).toMatchObject({
    data: [
      { kind: 'booking_confirmed', channel: 'email', recipient: 'ana@example.test', state: 'planned' },
      { kind: 'reminder', lead_minutes: 1440 },
      { kind: 'reminder', lead_minutes: 60 },
    ],
    next_cursor: null,
  })
  expect((await asVisitor('GET', messages)).status).toBe(401)
  expect((await asStaff('GET', '/bookings/bkg_none/messages')).status).toBe(404)
})
