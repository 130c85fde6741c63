import { openTenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { createStaffKey } from '../../tenants/access/create-staff-key.ts'
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
  return { ...site, db: open('iron-works'), asStaff, asVisitor, asStranger }
}
