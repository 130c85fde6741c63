import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { hostnames, tenants } from '../../db/registry/schema/index.ts'
import { openTenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import * as schema from '../../db/tenant/schema/index.ts'
import { revokeStaffKey } from '../../tenants/access/revoke-staff-key.ts'
import { hashStaffKey } from '../../tenants/access/staff-key.ts'
import { listSlots } from '../../tenants/availability/list-slots.ts'
import { days } from '../../tenants/durations.ts'
import { makeFleet, type TestFleet } from '../../tests/support/make-fleet.ts'
import { verifyPassword } from '../../tenants/access/hash-password.ts'
import { PLATFORM_TENANT_ID } from '../../tenants/access/access-context.ts'
import { openTotpSecret } from '../../tenants/access/factors/totp-secret.ts'
import { DEMO_OPERATOR, demoTotpSecret } from './demo-operator.ts'
import { demoPassword, listDemoPeople } from './demo-people.ts'
import { demoStaffKey } from './demo-staff-key.ts'
import { lotusYoga } from './lotus-yoga.ts'
import { openStudio } from './open-studio.ts'
import { planBookings } from './plan-bookings.ts'
import { demoStudios, seedDemo } from './seed-demo.ts'
import { listOverrides, listRules, listTimeOff } from './seed-studio.ts'
import type { DemoStudio } from './demo-studio.ts'

async function seedFleet(platformDomain = 'localhost') {
  const fleet = await makeFleet()
  fleet.deps.platformDomain = platformDomain
  await seedDemo(fleet.deps, `platform.${platformDomain}`)
  return fleet
}

/** Every row of a studio, by table. */
async function readAll(fleet: TestFleet, slug: string) {
  const { orm, read } = openTenantDatabase(`ten_${slug}`, fleet.address(`ten-${slug}`))
  return read([
    orm.select().from(schema.settings),
    orm.select().from(schema.trainers),
    orm.select().from(schema.services),
    orm.select().from(schema.availabilityOverrides),
    orm.select().from(schema.timeOff),
    orm.select().from(schema.bookings),
    orm.select().from(schema.bookingEvents),
  ])
}

test('makes the four hosts of the documentation, links leading to own domains', async () => {
  const { deps } = await seedFleet()

  const { orm, read } = deps.registry
  const [hosts, studios] = await read([
    orm.select().from(hostnames).orderBy(hostnames.host),
    orm.select().from(tenants).orderBy(tenants.slug),
  ])

  expect(hosts.map(({ host, tenantId, isPrimary }) => [host, tenantId, isPrimary])).toEqual([
    ['book.ironworks.test', 'ten_ironworks', true],
    ['book.lotus-yoga.test', 'ten_lotus', true],
    ['ironworks.localhost', 'ten_ironworks', false],
    ['lotus.localhost', 'ten_lotus', false],
    ['oldgym.localhost', 'ten_oldgym', true],
    ['platform.localhost', null, false],
  ])
  expect(studios.map(({ slug, status }) => [slug, status])).toEqual([
    ['ironworks', 'active'],
    ['lotus', 'active'],
    ['oldgym', 'suspended'],
  ])
})

test('changes nothing when run again, not even days later', async () => {
  const fleet = await seedFleet()
  const before = await readAll(fleet, 'ironworks')
  fleet.clock.advance(days(3))

  await seedDemo(fleet.deps, 'platform.localhost')

  expect(await readAll(fleet, 'ironworks')).toEqual(before)
})

test('leaves what people changed since', async () => {
  const fleet = await seedFleet()
  const { orm, write } = fleet.deps.registry
  await write([orm.update(tenants).set({ status: 'active', name: 'New Gym' })])

  await seedDemo(fleet.deps, 'platform.localhost')

  const [rows] = await fleet.deps.registry.read([orm.select().from(tenants)])
  expect(rows.map(({ name, status }) => [name, status])).toEqual(Array(3).fill(['New Gym', 'active']))
})

test.each(['ironworks', 'lotus'])(
  'gives %s bookings, an override and a time off in the days ahead',
  async (slug) => {
    const fleet = await seedFleet()
    const now = fleet.clock.now()

    const [, , , overrides, away, bookings, events] = await readAll(fleet, slug)

    expect(bookings.length).toBeGreaterThan(10)
    expect(events).toHaveLength(bookings.length)
    expect(bookings.every(({ startsAt }) => startsAt > now && startsAt < now + days(11))).toBe(true)
    expect(bookings.every(({ contactEmail }) => contactEmail.endsWith('@example.test'))).toBe(true)
    expect(overrides).toHaveLength(1)
    expect(away).toHaveLength(1)
    expect(away[0]?.startsAt).toBeGreaterThan(now)
  },
)

/** The bookings planned at this instant that the engine would not offer, each beside all the others. */
function listImpossible(studio: DemoStudio, now: number): string[] {
  const planned = planBookings(studio, now)
  const timeZone = studio.place?.timeZone ?? 'UTC'
  return planned
    .filter((booking) => {
      const isTrainers = ({ trainerId }: { trainerId: string }) => trainerId === booking.trainerId
      const service = studio.services.find(({ id }) => id === booking.serviceId)
      const trainer = studio.trainers.find(({ id }) => id === booking.trainerId)
      if (!service?.trainerIds.includes(booking.trainerId) || !trainer) return true
      const overrides = listOverrides(studio, timeZone, now).filter(isTrainers)
      const slots = listSlots({
        ...service,
        bufferBeforeMinutes: 0,
        minNoticeMinutes: 0,
        timeZone,
        weekly: listRules(trainer),
        overrides,
        timeOff: listTimeOff(studio, timeZone, now).filter(isTrainers),
        busy: planned
          .filter((other) => other !== booking && isTrainers(other))
          .map(({ startsAt, endsAt, occupiedFrom, occupiedUntil }) => {
            return { startsAt, endsAt, occupiedFrom, occupiedUntil }
          }),
        now,
        from: booking.startsAt,
        to: booking.startsAt + 1,
      })
      return slots.length === 0
    })
    .map(({ id }) => id)
}

test.each([0, 1, 2, 3, 4, 5, 6, 20, 27, 28])('plans only what the studio offers, %i days on', (inDays) => {
  const now = Date.UTC(2027, 2, 1, (inDays * 5) % 24) + days(inDays)

  expect(demoStudios.flatMap((studio) => listImpossible(studio, now))).toEqual([])
})

test('has every text in every language its studio speaks', () => {
  for (const { settings, trainers, services, place } of demoStudios) {
    const texts = [
      settings.studioName,
      settings.tagline,
      settings.about,
      settings.policy,
      ...trainers.flatMap(({ name, speciality, bio }) => [name, speciality, bio]),
      ...services.flatMap(({ name, description }) => [name, description]),
      ...(place ? [place.name, place.address] : []),
    ]
    for (const text of texts) expect(Object.keys(text).toSorted()).toEqual(settings.locales.toSorted())
  }
})

test('lets the staff key of its own installation into each studio, until it is revoked', async () => {
  const { deps } = await seedFleet()
  const [iron, lotus] = ['ten_ironworks', 'ten_lotus'].map((id) => demoStaffKey(deps.keys, id))
  const db = await openStudio(deps, 'ironworks')
  const isIn = async (key = '') => {
    const [rows] = await db.read([
      db.orm
        .select()
        .from(schema.apiKeys)
        .where(eq(schema.apiKeys.keyHash, await hashStaffKey(key))),
    ])
    return rows.some(({ revokedAt }) => revokedAt === null)
  }

  expect([await isIn(iron), await isIn(lotus)]).toEqual([true, false])

  await revokeStaffKey({ db, now: deps.now }, { keyId: 'key_demo' })
  await seedDemo(deps, 'platform.localhost')

  expect(await isIn(iron)).toBe(false)
})

test('the people of an open demo studio have the printed password, and keep what they change it to', async () => {
  const { deps } = await seedFleet()
  const { orm, read, write } = await openStudio(deps, 'ten_lotus')
  const people = () => read([orm.select().from(schema.users).orderBy(schema.users.email)])
  const [first] = await people()

  expect(first.map(({ email }) => email)).toEqual(
    listDemoPeople(lotusYoga)
      .map(({ email }) => email)
      .toSorted(),
  )
  expect(await verifyPassword(demoPassword(deps.keys), first[0]?.passwordHash ?? null)).toBe(true)
  await write([orm.update(schema.users).set({ passwordHash: 'another' })])
  await seedDemo(deps, 'platform.localhost')
  const [second] = await people()
  expect(second.every(({ passwordHash }) => passwordHash === 'another')).toBe(true)
})

test('the operator of the demo has the printed password and secret', async () => {
  const { deps } = await seedFleet()
  const { orm, read } = deps.registry
  const [people, secrets] = await read([
    orm.select().from(schema.users),
    orm.select().from(schema.totpSecrets),
  ])

  expect(people).toMatchObject([{ email: DEMO_OPERATOR }])
  expect(await verifyPassword(demoPassword(deps.keys), people[0]?.passwordHash ?? null)).toBe(true)
  const platform = { keys: deps.keys, tenant: { id: PLATFORM_TENANT_ID, name: '' } }
  const sealed = secrets[0]?.secretSealed ?? ''
  expect(await openTotpSecret(platform, people[0]?.id ?? '', sealed)).toBe(demoTotpSecret(deps.keys))
})
