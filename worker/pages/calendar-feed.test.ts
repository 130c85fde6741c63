import { afterAll, expect, test, vi } from 'vitest'
import { ids } from '../../tests/support/studio-rows.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const { ask, asStaff, bookAssessment } = await makeStaffSite()
afterAll(() => vi.useRealTimers())

const feeds = '/calendar-feeds'
const query = `?trainer_id=${ids.ivan}`

test('a calendar is read at its address, asked for again, and gone once it is revoked', async () => {
  await bookAssessment('2027-01-06T08:00:00Z', ids.ivan)
  const { status, body } = await asStaff('POST', feeds, { trainer_id: ids.ivan, label: 'Phone' })
  expect(status).toBe(201)
  expect(body).toMatchObject({ label: 'Phone', last_read_at: null })
  const path = new URL(String(body['https_url'])).pathname
  expect(body['webcal_url']).toMatch(/^webcal:\/\/[^/]+\/calendar\/[\w-]{32}\.ics$/)

  const first = await ask({ path })
  expect(first.status).toBe(200)
  expect(first.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  expect(first.headers.get('cache-control')).toBe('private, no-store')
  expect(await first.text()).toContain('BEGIN:VEVENT')
  const etag = first.headers.get('etag') ?? ''
  const again = await ask({ path, headers: { 'if-none-match': etag } })
  expect([again.status, await again.text()]).toEqual([304, ''])

  const { body: list } = await asStaff('GET', `${feeds}${query}`)
  expect(list['data']).toMatchObject([{ label: 'Phone', last_read_at: expect.any(String) as string }])
  expect(JSON.stringify(list)).not.toContain(path)
  expect((await asStaff('DELETE', `${feeds}/${String(body['id'])}${query}`)).status).toBe(204)

  const closed = await ask({ path })
  const wrong = await ask({ path: `/calendar/${'x'.repeat(32)}.ics` })
  expect([closed.status, wrong.status]).toEqual([404, 404])
  expect((await ask({ path: '/calendar/short.ics' })).status).toBe(404)
})
