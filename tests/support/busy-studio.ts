import { sql } from 'drizzle-orm'
import { calendarFeeds, type WebhookEndpointRow } from '../../db/tenant/schema/index.ts'
import type { TenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { createLoginSession } from '../../tenants/access/login-sessions.ts'
import { makeSecret } from '../../tenants/access/make-secret.ts'
import { createStaffKey } from '../../tenants/access/create-staff-key.ts'
import { hours } from '../../tenants/durations.ts'
import { hashText } from '../../tenants/ids.ts'
import { contextFor } from '../access/people.ts'
import { addPerson } from './add-person.ts'
import { ask, askForm } from './ask.ts'
import { bookByApi } from './book-by-api.ts'
import { knockLive } from './knock-live.ts'
import { makeEndpoint } from './make-endpoint.ts'
import { makeRushStudio, type RushStudio } from './rush-studio.ts'
import type { TestSystem } from './start-test-system.ts'
import type { Surfaces } from './watch-surfaces.ts'

export type BusyStudio = RushStudio & {
  db: TenantDatabase
  /** Of its owner, who is signed in with a browser. */
  ownerEmail: string
  cookie: string
  endpoint: WebhookEndpointRow
  surfaces: Surfaces
}

/** So many days of free times, so that clients who book for a minute find some. */
const DAYS = 20

/** A studio with everything that somebody may ask for, and a program that hears of it at `webhookUrl`. */
export async function makeBusyStudio(
  system: TestSystem,
  { slug, webhookUrl }: { slug: string; webhookUrl: string },
): Promise<BusyStudio> {
  const studio = await makeRushStudio(system, slug)
  const db = await system.openTenant(studio.tenantId)
  const { keys } = system.fleet
  const origin = `http://${studio.host}`
  const context = contextFor({ db, id: studio.tenantId, origin, keys, now: Date.now })
  const { userId, email: ownerEmail } = await addPerson({ db }, { name: `olga-${slug}`, role: 'owner' })
  const session = { userId, kind: 'browser', method: 'password', rank: 'staff', awaitsFactor: false } as const
  const cookie = `session=${(await createLoginSession(context, session)).secret}`
  const { key } = await createStaffKey({ db, now: Date.now }, { name: 'Till' })
  const feed = makeSecret()
  await db.write([
    db.orm.insert(calendarFeeds).values({
      id: 'cfd_1',
      trainerId: studio.trainerIds[0] ?? '',
      tokenHash: await hashText(feed),
      author: `staff:${userId}`,
      createdAt: 0,
    }),
  ])
  const endpoint = await makeEndpoint({ ...context, db }, { url: webhookUrl })
  const surfaces = listSurfaces(system.url, studio, { cookie, key, feed })
  return { ...studio, db, ownerEmail, cookie, endpoint, surfaces }
}

type Secrets = { cookie: string; key: string; feed: string }

/** Pages, what pages load, both APIs' reading and writing, calendars, what other sites show, sockets. */
function listSurfaces(url: string, studio: RushStudio, { cookie, key, feed }: Secrets): Surfaces {
  const { host, serviceSlug, trainerSlugs } = studio
  const get =
    (path: string, headers: Record<string, string> = {}) =>
    async () =>
      (await ask({ url, host, path, headers })).status
  const authorization = `Bearer ${key}`
  const on = new Date(studio.starts[0] ?? 0).toISOString().slice(0, 10)
  const days = { service_id: studio.serviceId, from: on, to: on }
  let wishes = 0
  /** Another time with each call. */
  const wish = () => {
    const n = wishes++
    const start = studio.starts[n % studio.starts.length] ?? 0
    const day = Math.floor(n / studio.starts.length) % DAYS
    return { startsAt: start + hours(24 * day), trainer: Math.floor(Math.random() * trainerSlugs.length) }
  }
  const bookApi = async () =>
    (await bookByApi(url, studio, { ...wish(), key: `${studio.tenantId}-${wishes}` })).status
  const bookForm = async () => {
    const { startsAt, trainer } = wish()
    const at = new Date(startsAt).toISOString().replace(/[-:]/g, '').replace('00.000Z', 'Z')
    const path = `/book/${serviceSlug}/${trainerSlugs[trainer]}/${at}`
    const email = `${studio.tenantId}-form-${wishes}@example.test`
    const who = { firstName: 'Elena', lastName: 'Ivanova', email, phone: '', notes: '' }
    return (await askForm({ url, host, path, form: { key: `form-${wishes}`, ...who } })).status
  }
  return {
    'the first page': get('/'),
    'the times of a service': get(`/book/${serviceSlug}`),
    'what that page loads': get(`/book/${serviceSlug}.data`),
    'the admin': get('/admin', { cookie }),
    'the API, for anybody': get('/api/v1/services'),
    'the API, for staff': get('/api/v1/bookings', { authorization }),
    'the free times': get(`/api/v1/availability/available-slots?${new URLSearchParams(days).toString()}`),
    'a calendar to subscribe to': get(`/calendar/${feed}.ics`),
    'the times on another site': get('/embed.json'),
    'a socket': () => knockLive({ url, host, path: '/admin/live', origin: `http://${host}`, cookie }),
    'a booking through the API': bookApi,
    'another booking through the API': bookApi,
    'a booking through the site': bookForm,
    'another booking through the site': bookForm,
  }
}

/** Has somebody sent the confirmation of a booking once more, as staff do by hand. */
export async function makeConfirmationDue({ orm, write }: TenantDatabase, bookingId: string): Promise<void> {
  await write([
    orm.run(sql`INSERT INTO messages
        (id, booking_id, booking_version, kind, channel, recipient, locale, planned_at, copy)
      SELECT id || '_again', booking_id, booking_version, kind, channel, recipient, locale, ${Date.now()}, 1
      FROM messages WHERE kind = 'booking_confirmed' AND booking_id = ${bookingId}`),
  ])
}

/** Has something told to the studio's program again, as if it had not heard. */
export async function makeWebhookDue({ orm, write }: TenantDatabase): Promise<void> {
  await write([
    orm.run(sql`UPDATE webhook_deliveries
      SET state = 'planned', planned_at = 0, settled_at = NULL, response_status = NULL
      WHERE id = (SELECT id FROM webhook_deliveries WHERE state = 'delivered' LIMIT 1)`),
  ])
}
