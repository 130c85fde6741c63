import { and, asc, eq, gt, isNull } from 'drizzle-orm'
import { bookings, legalPages, ownDomains } from '../../db/tenant/schema/index.ts'
import type { System } from '../../scripts/local/start-system.ts'
import { days } from '../../tenants/durations.ts'
import * as pageThings from '../access/page-things.ts'
import { confirmationOf } from '../access/message-things.ts'
import * as things from '../access/things.ts'
import { endpoint } from '../access/webhook-things.ts'
import { askApi } from './ask.ts'
import { fillSession, listClassSessions } from './demo-classes.ts'
import type { DemoPortal } from './demo-portals.ts'

export type AdminPage = { route: string; path: string; status: number }

/**
 * What each page of the admin is opened with, a row a route: its address, with something of Iron Works' to show, and what
 * is answered if it is not 200.
 */
export async function listAdminPages(system: System, portal: DemoPortal): Promise<AdminPage[]> {
  const rows = rowsOf(await makeThings(system, portal))
  return Object.entries(rows).map(([route, row]) => {
    const [path, status] = typeof row === 'string' ? [row, 200] : row
    return { route, path, status }
  })
}

/** What is no page of its own: what a roster's forms are sent to, and the site in the frame of `/admin/site`. */
export const unseen = ['/admin/roster', '/admin/site/preview']

type Row = string | readonly [string, number]
type Things = Awaited<ReturnType<typeof makeThings>>

function rowsOf(made: Things): Record<string, Row> {
  const { booking, pending, session, entry } = made
  return {
    '/admin': '/admin',
    '/admin/*': ['/admin/no/where', 404],
    '/admin/audit': '/admin/audit',
    '/admin/bookings': '/admin/bookings?when=all',
    '/admin/bookings/:booking': `/admin/bookings/${booking}`,
    '/admin/bookings/:booking/cancel': `/admin/bookings/${booking}/cancel`,
    '/admin/bookings/:booking/decline': `/admin/bookings/${pending}/decline`,
    '/admin/bookings/:booking/move': `/admin/bookings/${booking}/move`,
    '/admin/bookings/many': `/admin/bookings/many?deed=cancel&id=${booking}&id=${pending}`,
    '/admin/bookings/new': '/admin/bookings/new?client=cli_elena&service=svc_personal_training',
    '/admin/calendar': '/admin/calendar',
    '/admin/calendar/block': '/admin/calendar/block',
    '/admin/classes': '/admin/classes',
    '/admin/classes/new': '/admin/classes/new',
    '/admin/classes/series': '/admin/classes/series',
    '/admin/classes/series/:series': '/admin/classes/series/cse_kettlebell',
    '/admin/classes/series/:series/change': '/admin/classes/series/cse_kettlebell/change',
    '/admin/classes/series/:series/end': '/admin/classes/series/cse_kettlebell/end',
    '/admin/classes/series/new': '/admin/classes/series/new',
    '/admin/clients': '/admin/clients',
    '/admin/clients/:client': '/admin/clients/cli_elena',
    '/admin/clients/:client/block': '/admin/clients/cli_elena/block',
    '/admin/clients/:client/change': '/admin/clients/cli_elena/change',
    '/admin/clients/:client/erase': '/admin/clients/cli_elena/erase',
    '/admin/clients/:client/export': '/admin/clients/cli_elena/export',
    '/admin/clients/:client/files': '/admin/clients/cli_elena/files',
    '/admin/clients/:client/timeline': '/admin/clients/cli_elena/timeline',
    '/admin/clients/export': '/admin/clients/export',
    '/admin/clients/fields': '/admin/clients/fields',
    '/admin/clients/fields/:field': `/admin/clients/fields/${made.field}`,
    '/admin/clients/groups': '/admin/clients/groups',
    '/admin/clients/groups/:group': `/admin/clients/groups/${made.group}`,
    '/admin/clients/merge': '/admin/clients/merge?keep=cli_elena&gone=cli_petar',
    '/admin/clients/new': '/admin/clients/new',
    '/admin/clients/segments': '/admin/clients/segments',
    '/admin/clients/tags': '/admin/clients/tags',
    '/admin/confirm': '/admin/confirm',
    '/admin/data': '/admin/data',
    '/admin/hours': '/admin/hours',
    '/admin/hours/dates': '/admin/hours/dates',
    '/admin/hours/holidays': '/admin/hours/holidays',
    '/admin/hours/offered': '/admin/hours/offered?at=03:00',
    '/admin/imports': '/admin/imports',
    '/admin/imports/:import': `/admin/imports/${made.readyImport}`,
    '/admin/imports/:import/undo': `/admin/imports/${made.doneImport}/undo`,
    '/admin/join': ['/admin/join', 410],
    '/admin/keys': '/admin/keys',
    '/admin/keys/:key/revoke': `/admin/keys/${made.key}/revoke`,
    '/admin/keys/new': '/admin/keys/new',
    '/admin/messages': '/admin/messages',
    '/admin/messages/:message': `/admin/messages/${made.message}`,
    '/admin/messages/reminders': '/admin/messages/reminders',
    '/admin/messages/:message/resend': `/admin/messages/${made.message}/resend`,
    '/admin/messages/senders': '/admin/messages/senders',
    '/admin/messages/texts': '/admin/messages/texts',
    '/admin/messages/texts/:kind': '/admin/messages/texts/booking_confirmed',
    '/admin/messages/senders/mail': '/admin/messages/senders/mail',
    '/admin/places': '/admin/places',
    '/admin/places/:place': '/admin/places/loc_sofia',
    '/admin/places/new': '/admin/places/new',
    '/admin/places/resources/:resource': `/admin/places/resources/${made.resource}`,
    '/admin/places/resources/new': '/admin/places/resources/new',
    '/admin/policies': '/admin/policies',
    '/admin/policies/:policy': `/admin/policies/${made.policy}`,
    '/admin/policies/new': '/admin/policies/new',
    '/admin/profile': '/admin/profile',
    '/admin/profile/calendar': ['/admin/profile/calendar', 404],
    '/admin/roles': '/admin/roles',
    '/admin/roles/:role': `/admin/roles/${made.role}`,
    '/admin/roles/new': '/admin/roles/new',
    '/admin/search': '/admin/search?q=Елена',
    '/admin/security': '/admin/security',
    '/admin/security/devices': '/admin/security/devices',
    '/admin/security/email': '/admin/security/email',
    '/admin/security/passkeys': '/admin/security/passkeys',
    '/admin/security/password': '/admin/security/password',
    '/admin/security/two-step': '/admin/security/two-step',
    '/admin/services': '/admin/services',
    '/admin/services/:service': '/admin/services/svc_personal_training',
    '/admin/services/:service/photo': '/admin/services/svc_personal_training/photo',
    '/admin/services/new': '/admin/services/new',
    '/admin/sessions/:sessionId': `/admin/sessions/${session}`,
    '/admin/sessions/:sessionId/cancel': `/admin/sessions/${session}/cancel`,
    '/admin/sessions/:sessionId/change': `/admin/sessions/${session}/change`,
    '/admin/sessions/:sessionId/substitute': `/admin/sessions/${session}/substitute`,
    '/admin/settings': '/admin/settings',
    '/admin/settings/support': '/admin/settings/support',
    '/admin/settings/limits': '/admin/settings/limits',
    '/admin/settings/plan': '/admin/settings/plan',
    '/admin/site': '/admin/site',
    '/admin/site/domain': '/admin/site/domain',
    '/admin/site/domain/:host/remove': '/admin/site/domain/times.example.test/remove',
    '/admin/site/embed': '/admin/site/embed',
    '/admin/site/legal': '/admin/site/legal',
    '/admin/site/legal/:slug': '/admin/site/legal/terms',
    '/admin/site/legal/new': '/admin/site/legal/new',
    '/admin/site/pictures': '/admin/site/pictures',
    '/admin/staff': '/admin/staff',
    '/admin/staff/:user': '/admin/staff/usr_trainer',
    '/admin/staff/:user/change': '/admin/staff/usr_trainer/change',
    '/admin/staff/:user/remove': '/admin/staff/usr_trainer/remove',
    '/admin/staff/invite': '/admin/staff/invite',
    '/admin/start': '/admin/start',
    '/admin/start/samples': '/admin/start/samples',
    '/admin/trainers': '/admin/trainers',
    '/admin/trainers/:trainer': '/admin/trainers/trn_maria',
    '/admin/trainers/:trainer/archive': '/admin/trainers/trn_georgi/archive',
    '/admin/trainers/:trainer/photo': '/admin/trainers/trn_maria/photo',
    '/admin/trainers/new': '/admin/trainers/new',
    '/admin/waitlist/:entry': `/admin/waitlist/${entry}`,
    '/admin/webhooks': '/admin/webhooks',
    '/admin/webhooks/:endpoint': `/admin/webhooks/${made.endpoint}`,
    '/admin/webhooks/:endpoint/change': `/admin/webhooks/${made.endpoint}/change`,
    '/admin/webhooks/:endpoint/delete': `/admin/webhooks/${made.endpoint}/delete`,
    '/admin/webhooks/:endpoint/secret': `/admin/webhooks/${made.endpoint}/secret`,
    '/admin/webhooks/new': '/admin/webhooks/new',
  }
}

/** What the demo has none of. */
async function makeThings(system: System, portal: DemoPortal) {
  const db = await system.openTenant(portal.tenantId)
  const { orm, read, write } = db
  const isToCome = and(
    eq(bookings.status, 'confirmed'),
    isNull(bookings.sessionId),
    gt(bookings.startsAt, Date.now() + days(1)),
  )
  const [[booking, pending]] = await read([
    orm.select().from(bookings).where(isToCome).orderBy(asc(bookings.startsAt)).limit(2),
  ])
  if (!booking || !pending) throw new Error('too little is booked')
  const text = { en: '## Terms\n\nBe kind.', bg: '## Условия\n\nБъдете добри.' }
  await write([
    orm
      .update(bookings)
      .set({ status: 'pending', expiresAt: pending.startsAt })
      .where(eq(bookings.id, pending.id)),
    orm
      .insert(legalPages)
      .values({ slug: 'terms', title: { en: 'Terms', bg: 'Условия' }, body: text, updatedAt: 0 }),
    orm
      .insert(ownDomains)
      .values({ host: 'times.example.test', token: 't0', author: 'system', createdAt: 0 }),
  ])
  // Far enough ahead for nobody to be in it.
  const [session] = await listClassSessions(system, portal, { serviceId: 'svc_kettlebell', inDays: 20 })
  if (!session) throw new Error('there is no class')
  await fillSession(system.url, portal, session.id)
  const place = { db, whose: 'own', at: Date.now() + days(3) } as const
  return {
    booking: booking.id,
    pending: pending.id,
    session: session.id,
    entry: await waitFor(system.url, portal, session.id),
    group: await things.clientGroup(place),
    field: await things.customField(place),
    readyImport: await things.readyImport(place),
    doneImport: await things.doneImport(place),
    key: await pageThings.key(place),
    message: await confirmationOf(place, booking.id),
    endpoint: await endpoint(place),
    policy: await pageThings.policy(place),
    resource: await pageThings.resource(place),
    role: await pageThings.role(place),
  }
}

/** Somebody waits for a place in a class; the id of that. */
async function waitFor(url: string, { host }: DemoPortal, sessionId: string): Promise<string> {
  const client = { first_name: 'Wanda', last_name: 'Waits', email: 'waits@example.test' }
  const json = { session_id: sessionId, client }
  const answer = await askApi({ url, host, path: '/waitlist', method: 'POST', json })
  return (answer.json() as { id: string }).id
}
