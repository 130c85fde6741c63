import { bookingSeries, clientGroups, clients, dependents, users } from '../../db/tenant/schema/index.ts'
import type { Login, TenantContext } from '../../tenants/context.ts'
import { ALL_GRANTS } from '../../tenants/access/built-in-roles.ts'
import { days } from '../../tenants/durations.ts'
import type { TestTenant } from './make-tenant.ts'
import { ids } from './studio-rows.ts'
import { writeRecords } from './write-known-records.ts'
import { traces, writeLogin, writePast, type KnownIds } from './write-known-rows.ts'

export type KnownClient = KnownIds & {
  /** A context of hers, signed in just now. */
  self: TenantContext
  /** An owner's, signed in just now. */
  owner: TenantContext
}

/**
 * Somebody the studio knows all there is to know about: a client with an account, a past booking with a guest, a place in a
 * past waitlist, a family, a debt, notes, devices. Nothing is to come. Every column that can say who she is does.
 */
export async function makeKnownClient(studio: TestTenant): Promise<KnownClient> {
  const { ctx, clock } = studio
  const { db } = ctx
  const now = clock.now()
  const person = { clientId: 'cli_known', userId: 'usr_known', bookingId: 'bkg_known' }
  const { clientId, userId } = person
  const common = { locale: 'en' as const, createdAt: now - days(9) }
  await db.write([
    db.orm.insert(users).values({
      id: userId,
      email: traces.email,
      name: `${traces.first} ${traces.last}`,
      passwordHash: traces.secret,
      ...common,
    }),
    db.orm.insert(clientGroups).values({ id: 'grp_known', name: { en: 'Members' } }),
    db.orm.insert(clients).values({
      id: clientId,
      email: traces.email,
      firstName: traces.first,
      lastName: traces.last,
      phone: traces.phone,
      timeZone: 'Europe/London',
      clientGroupId: 'grp_known',
      userId,
      fitnessLevel: 'beginner',
      goals: `Goals of ${traces.first}`,
      preferences: `Likes of ${traces.first}`,
      bornOn: '1990-04-02',
      blockReason: `Because of ${traces.last}`,
      ...common,
    }),
    db.orm.insert(dependents).values({
      id: 'dep_known',
      clientId,
      firstName: traces.child,
      lastName: traces.last,
      createdAt: now,
    }),
    db.orm.insert(bookingSeries).values({
      id: 'bse_known',
      clientId,
      serviceId: ids.training,
      wish: { weekday: 1, startMinute: 600, everyNWeeks: 1, fromOn: '2027-01-04', count: 2 },
      createdAt: now,
    }),
  ])
  await writePast(studio, person)
  await writeLogin(studio, person)
  await writeRecords(studio, person)
  const { login, owner } = makeLogins(studio, person)
  const self = studio.makeContext({ actor: { kind: 'client', userId, clientId }, login })
  return { ...person, self, owner }
}

function makeLogins(studio: TestTenant, { userId, clientId }: KnownIds) {
  const login: Login = {
    sessionId: 'known',
    kind: 'browser',
    user: { id: userId, email: traces.email, name: traces.first, locale: 'en', hasPassword: true },
    authenticatedAt: studio.clock.now(),
    hasSecondFactor: false,
    clientId,
    staff: null,
  }
  const staff = { role: 'owner', roleName: '', grants: ALL_GRANTS, trainerId: null }
  const user = {
    id: 'usr_owner',
    email: 'owner@example.test',
    name: 'Olga',
    locale: 'en',
    hasPassword: true,
  } as const
  const owner = studio.makeContext({
    actor: { kind: 'staff', id: 'usr_owner', grants: ALL_GRANTS, trainerId: null },
    login: { ...login, sessionId: 'owner', user, clientId: null, staff },
  })
  return { login, owner }
}
