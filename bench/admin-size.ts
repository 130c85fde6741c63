import { localDateAt } from '../tenants/availability/local-time.ts'
import { days } from '../tenants/durations.ts'
import { makeAdminStudio, sizes, type AdminStudio } from './admin-studio.ts'
import type { BenchRow } from './bench-row.ts'
import { midnight, SERVICE_ID, TIME_ZONE } from './bench-studio.ts'
import { withSystem } from './bench-system.ts'
import { compareStudios, type Request } from './compare-studios.ts'

const instant = (daysFromToday: number) => new Date(midnight(daysFromToday)).toISOString()
const on = (daysFromToday: number) => localDateAt(TIME_ZONE, Date.now() + days(daysFromToday))

/** What each studio has one of, by the same id. */
const some = {
  client: 'cli_trn_0_5',
  trainer: 'trn_0',
  booking: 'bkg_trn_0_10',
  session: `ses_trn_0_31`,
  series: 'cse_trn_0',
  import: 'imp_all',
}

/** Every page of the admin that reads what grows with a studio. */
const pages = [
  '/admin',
  '/admin?show=all',
  `/admin?trainer=${some.trainer}`,
  '/admin/calendar',
  '/admin/calendar?view=week',
  '/admin/calendar?view=month',
  '/admin/calendar?view=agenda',
  `/admin/calendar?view=week&trainer=${some.trainer}`,
  `/admin/calendar?view=month&trainer=${some.trainer}`,
  '/admin/bookings',
  '/admin/bookings?q=iva',
  '/admin/bookings?q=elena%20dimitrova',
  '/admin/bookings?when=past',
  '/admin/bookings?status=no_show',
  `/admin/bookings?trainer=${some.trainer}`,
  `/admin/bookings/${some.booking}`,
  `/admin/bookings/${some.booking}/cancel`,
  `/admin/bookings/${some.booking}/move`,
  `/admin/bookings/new?client=${some.client}&service=${SERVICE_ID}&trainer=${some.trainer}`,
  '/admin/classes',
  '/admin/classes/series',
  '/admin/classes/series/new',
  `/admin/classes/series/${some.series}`,
  `/admin/sessions/${some.session}`,
  '/admin/clients',
  '/admin/clients?q=des%20pet',
  '/admin/clients?q=elena',
  '/admin/clients?q=e',
  '/admin/clients?segment=new',
  '/admin/clients?segment=at_risk',
  '/admin/clients?segment=lapsed',
  '/admin/clients?segment=birthdays',
  '/admin/clients?segment=owes',
  '/admin/clients?segment=no_visit',
  '/admin/clients?tag=tag_1',
  '/admin/clients?state=blocked',
  '/admin/clients?sort=newest',
  '/admin/clients?sort=last_visit',
  `/admin/clients?after=${some.client}`,
  `/admin/clients/${some.client}`,
  `/admin/clients/${some.client}/timeline`,
  `/admin/clients/${some.client}/files`,
  `/admin/clients/${some.client}/change`,
  '/admin/clients/segments',
  '/admin/clients/tags',
  '/admin/clients/fields',
  '/admin/clients/merge',
  '/admin/clients/export',
  '/admin/find-clients?q=mar',
  '/admin/search?q=mar',
  '/admin/search?q=bkg_trn_0_1',
  '/admin/imports',
  `/admin/imports/${some.import}`,
  `/admin/imports/${some.import}?verdict=refuse`,
  '/admin/services',
  `/admin/services/${SERVICE_ID}`,
  '/admin/trainers',
  `/admin/trainers/${some.trainer}`,
  '/admin/places',
  `/admin/hours?trainer=${some.trainer}`,
  `/admin/hours/dates?trainer=${some.trainer}`,
  '/admin/hours/holidays',
  `/admin/hours/offered?trainer=${some.trainer}&service=${SERVICE_ID}&on=${on(3)}&at=17:00&who=one`,
  '/admin/policies',
  '/admin/policies/new',
  '/admin/settings',
  '/admin/settings/limits',
  '/admin/site',
  '/admin/staff',
  '/admin/audit',
  '/admin/audit?action=booking.cancel',
  '/admin/start',
]

/** What the API answers to staff. */
const reads = [
  '/today',
  `/calendar?from=${instant(0)}&to=${instant(1)}&trainer_id=${some.trainer}`,
  `/calendar?from=${instant(0)}&to=${instant(1)}`,
  '/bookings?limit=50',
  `/bookings?limit=50&trainer_id=${some.trainer}&from=${instant(-30)}&to=${instant(0)}`,
  `/bookings/${some.booking}`,
  `/bookings/${some.booking}/history`,
  `/bookings/${some.booking}/messages`,
  '/clients?limit=50',
  '/clients?search=mar%20iva',
  '/clients?segment=lapsed',
  `/clients/${some.client}`,
  `/clients/${some.client}/bookings`,
  `/clients/${some.client}/timeline`,
  '/segments',
  '/tags',
  '/custom-fields',
  '/trainer-details',
  '/service-details',
  '/clients/import',
  `/clients/import/${some.import}`,
  `/clients/import/${some.import}/rows`,
  `/sessions/${some.session}/roster`,
  `/waitlist?session_id=${some.session}`,
  '/class-series',
  `/availability/week?trainer_id=${some.trainer}`,
  `/availability/explain?trainer_id=${some.trainer}&service_id=${SERVICE_ID}&start_time=${instant(3)}`,
  '/settings',
  '/theme',
  '/uploads',
  '/audit-log',
]

/** What 50,000 clients, 100,000 bookings and 40 trainers cost their staff: against a studio with a hundred bookings. */
export function benchAdminSize(): Promise<BenchRow[]> {
  return withSystem(async (system) => {
    const small = await makeAdminStudio(system, sizes.small)
    const large = await makeAdminStudio(system, sizes.huge)
    const requests = adminRequests([small, large])
    return compareStudios(system, { small, large, requests, name: 'huge', times: 50 })
  })
}

/** Each as a request of the owner of one of these studios, or with its key. */
export function adminRequests(studios: readonly AdminStudio[]): Record<string, Request> {
  const byId = new Map(studios.map((studio) => [studio.tenantId, studio]))
  const page =
    (path: string): Request =>
    ({ tenantId }) => ({ path, headers: { cookie: byId.get(tenantId)?.cookie ?? '' } })
  const read =
    (path: string): Request =>
    ({ tenantId }) => ({
      path: `/api/v1${path}`,
      headers: { authorization: `Bearer ${byId.get(tenantId)?.key ?? ''}` },
    })
  return Object.fromEntries([
    ...pages.map((path): [string, Request] => [path, page(path)]),
    ...reads.map((path): [string, Request] => [
      `API ${path.replaceAll(/[^/?=&]*%3A[^&]*|\d{4}-\d\d[^&]*/g, '…')}`,
      read(path),
    ]),
  ])
}
