import { afterAll, expect, test, vi } from 'vitest'
import { ids } from '../../tests/support/studio-rows.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const { ask, asStaff, asVisitor, staffKey } = await makeStaffSite()
afterAll(() => vi.useRealTimers())

const client = { first_name: 'Ana', last_name: 'Ilieva', email: 'ana@example.test' }

test('a client’s files are sent as they are, saved under their own names, and deleted', async () => {
  const { body: made } = await asStaff('POST', '/clients', client)
  const path = `/clients/${String(made['id'])}/files`
  const headers = { authorization: `Bearer ${staffKey}` }
  const send = (body: string, name: string) =>
    ask({
      path: `/api/v1${path}?name=${encodeURIComponent(name)}`,
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/octet-stream' },
      body,
    })
  expect((await send('', 'x.pdf')).status).toBe(422)
  const added = await send('%PDF-1.7 …', 'Съгласие "1".pdf')
  expect(added.status).toBe(201)
  const file = (await added.json()) as Record<string, unknown>
  expect(file).toMatchObject({ name: 'Съгласие 1.pdf', content_type: 'application/pdf' })
  expect((await asStaff('GET', path)).body).toMatchObject({ data: [file], next_cursor: null })

  const one = `${path}/${String(file['id'])}`
  const opened = await ask({ path: `/api/v1${one}`, headers })
  expect([opened.status, (await opened.text()).slice(0, 5)]).toEqual([200, '%PDF-'])
  expect(opened.headers.get('content-disposition')).toContain("filename*=UTF-8''%D0%A1")
  expect(opened.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect((await asStaff('DELETE', one)).status).toBe(204)
  expect((await asStaff('GET', one)).status).toBe(404)
})

test('what a client agreed to on paper is written down and never changed; they own no package', async () => {
  const { body: made } = await asStaff('POST', '/clients', { ...client, email: 'bob@example.test' })
  const path = `/clients/${String(made['id'])}`
  const said = { kind: 'news', is_given: true, text: 'News, please.' }
  expect((await asStaff('POST', `${path}/consents`, said)).status).toBe(204)
  expect((await asStaff('POST', `${path}/consents`, { ...said, kind: 'other' })).status).toBe(422)
  const { body } = await asStaff('GET', `${path}/consents`)
  expect(body).toMatchObject({ data: [{ ...said, version: 'paper', source: 'staff' }], next_cursor: null })
  expect((await asStaff('GET', '/clients/cli_none/consents')).status).toBe(404)
  expect((await asStaff('GET', `${path}/packages`)).body).toEqual({ data: [], next_cursor: null })
})

test('the same is done to many bookings, each as alone', async () => {
  const wish = {
    service_id: ids.assessment,
    trainer_id: ids.ivan,
    start_time: '2027-01-05T08:00:00Z',
    client,
  }
  const { body: booking } = await asVisitor('POST', '/bookings', wish)
  const id = String(booking['id'])
  const change = { booking_ids: [id, 'bkg_none'], deed: 'cancel', is_by_studio: true, reason: 'Ill' }
  const { status, body } = await asStaff('POST', '/bookings/bulk', change)
  expect(status).toBe(200)
  expect(body).toEqual({
    data: [
      { booking_id: id, ok: true, code: null, reason: null },
      { booking_id: 'bkg_none', ok: false, code: 'not_found', reason: null },
    ],
  })
  expect((await asStaff('GET', `/bookings/${id}`)).body).toMatchObject({ status: 'cancelled' })
  expect((await asStaff('POST', '/bookings/bulk', { ...change, booking_ids: [] })).status).toBe(422)
})

test('views of lists are people’s: a staff key has none', async () => {
  expect((await asStaff('GET', '/saved-views?place=bookings')).status).toBe(401)
})

test('a client who is blocked is booked by staff who say that they know', async () => {
  const { body: made } = await asStaff('POST', '/clients', { ...client, email: 'cem@example.test' })
  const client_id = String(made['id'])
  await asStaff('PUT', `/clients/${client_id}/block`, { reason: 'Rude' })
  const wish = {
    service_id: ids.assessment,
    trainer_id: ids.ivan,
    start_time: '2027-01-06T08:00:00Z',
    client_id,
  }
  const refused = await asStaff('POST', '/bookings', wish)
  expect(refused).toMatchObject({ status: 422, body: { code: 'not_allowed', reason: 'client_blocked' } })
  expect((await asStaff('POST', '/bookings', { ...wish, despite_block: true })).status).toBe(201)
})
