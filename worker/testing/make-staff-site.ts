import { openTenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { createStaffKey } from '../../tenants/access/create-staff-key.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { IRON, LOTUS, makeSite } from './make-site.ts'

type Asked = { status: number; body: Record<string, unknown>; headers: Headers }

/** `makeSite`, with staff keys of Iron Works and Lotus, and ways to ask the API with and without one. */
export async function makeStaffSite() {
  const site = await makeSite()
  const { fleet, ask } = site
  const open = (slug: string) => openTenantDatabase(`ten_${slug}`, fleet.address(`ten-${slug}`))
  const makeKey = async (slug: string) =>
    (await createStaffKey({ db: open(slug), now: fleet.clock.now }, { name: 'Till' })).key
  const keys = { [IRON]: await makeKey('iron-works'), [LOTUS]: await makeKey('lotus-yoga') }

  /** Asks Iron Works' API; `key` is sent as it is. */
  async function askApi(method: string, path: string, { json, key }: { json?: unknown; key?: string } = {}) {
    const answer = await ask({
      path: `/api/v1${path}`,
      method,
      headers: {
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    })
    const text = await answer.text()
    // Whatever the test says it is.
    return { status: answer.status, headers: answer.headers, body: JSON.parse(text || '{}') } as Asked
  }
  const asStaff = (method: string, path: string, json?: unknown) =>
    askApi(method, path, { json, key: keys[IRON] ?? '' })
  const asVisitor = (method: string, path: string, json?: unknown) => askApi(method, path, { json })
  /** With Lotus' key at Iron Works. */
  const asStranger = (method: string, path: string, json?: unknown) =>
    askApi(method, path, { json, key: keys[LOTUS] ?? '' })

  /** The free times of a day (`YYYY-MM-DD`) for assessments, as anybody may ask for them. */
  async function listSlots(date: string, trainer_id: string = ids.maria): Promise<string[]> {
    const asked = { service_id: ids.assessment, trainer_id, from: date, to: date }
    const query = new URLSearchParams(asked).toString()
    const { body } = await asVisitor('GET', `/availability/available-slots?${query}`)
    return body['available_slots'] as string[]
  }

  /** Somebody new's booking of an assessment. */
  async function bookAssessment(start_time: string, trainer_id: string): Promise<string> {
    const email = `ana${start_time.replaceAll(/\D/g, '')}@example.test`
    const client = { first_name: 'Ana', last_name: 'Ilieva', email }
    const booking = { service_id: ids.assessment, trainer_id, start_time, client }
    const { status, body } = await asVisitor('POST', '/bookings', booking)
    if (status !== 201) throw new Error(`not booked: ${JSON.stringify(body)}`)
    return String(body['id'])
  }
  return {
    ...site,
    staffKey: keys[IRON],
    db: open('iron-works'),
    asStaff,
    asVisitor,
    asStranger,
    listSlots,
    bookAssessment,
  }
}
