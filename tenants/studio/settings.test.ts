import { expect, test } from 'vitest'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { days } from '../durations.ts'
import { changeSettings } from './change-settings.ts'
import { getCatalogue } from './get-catalogue.ts'
import { listLocationUses } from './list-location-uses.ts'
import { previewLocationChange } from './preview-location-change.ts'

async function openStudio() {
  const tenant = await makeTenant()
  return { ...tenant, tenant, ctx: tenant.makeContext({ actor: staffActor }) }
}

test('settings are changed one by one, and the site has them at once', async () => {
  const { ctx } = await openStudio()
  await getCatalogue(ctx)
  await changeSettings(ctx, { studioName: 'Желязо', contactPhone: '+359 88 765 4321' })
  await changeSettings(ctx, { locales: ['en'], defaultLocale: 'en' })
  expect((await getCatalogue(ctx)).studio).toMatchObject({
    studioName: { bg: 'Желязо' },
    contactPhone: '+359887654321',
    contactEmail: 'hello@ironworks.example.test',
    locales: ['en'],
    defaultLocale: 'en',
    weekStartsOn: 1,
  })
})

test.for([
  [{ contactEmail: 'a, b' }, 'contactEmail'],
  [{ contactPhone: '0888' }, 'contactPhone'],
  [{ locales: [] }, 'locales'],
  [{ locales: ['en'] }, 'defaultLocale'],
  [{ currency: 'eur' }, 'currency'],
  [{ currency: 'XQZ' }, 'currency'],
  [{ currency: 'JPY' }, 'currency'],
  [{ quietFromMinute: 1440 }, 'quietFromMinute'],
  [{ maxWaitlistEntries: -1 }, 'maxWaitlistEntries'],
] as const)('%o is refused beside %s', async ([wrong, path]) => {
  const { ctx } = await openStudio()
  // Readonly here, for the titles alone.
  await expect(changeSettings(ctx, wrong as Parameters<typeof changeSettings>[1])).rejects.toMatchObject({
    code: 'invalid_input',
    details: { errors: expect.arrayContaining([expect.objectContaining({ path })]) },
  })
})

test('another currency waits until somebody says that prices keep their numbers', async () => {
  const { ctx, tenant } = await openStudio()
  const booking = await makeBooking(tenant)
  await expect(changeSettings(ctx, { currency: 'BGN' })).rejects.toMatchObject({
    code: 'conflict',
    details: { reason: 'has_prices' },
  })
  await changeSettings(ctx, { currency: 'BGN', keepsPrices: true })
  const { studio, services } = await getCatalogue(ctx)
  expect(studio.currency).toBe('BGN')
  expect(services[0]?.priceMinor).toBe(6000)
  const [[row]] = await ctx.db.read([ctx.db.orm.query.bookings.findMany()])
  expect(row).toMatchObject({ id: booking.id, currency: 'EUR', priceMinor: booking.priceMinor })
})

test('what another zone does is told before: bookings keep their instants, hours their clock', async () => {
  const { ctx, tenant } = await openStudio()
  const booking = await makeBooking(tenant)
  await makeBooking(tenant, { startsAt: booking.startsAt + days(1) })
  const preview = (timeZone: string) => previewLocationChange(ctx, { locationId: ids.location, timeZone })
  expect(await preview('Europe/Lisbon')).toEqual({
    fromTimeZone: 'Europe/Sofia',
    toTimeZone: 'Europe/Lisbon',
    bookings: { shown: 2, all: 2 },
    sessions: { shown: 0, all: 0 },
    weeklyRules: 10,
    classSeries: 0,
    examples: [booking.startsAt, booking.startsAt + days(1)],
  })
  // The same clock by another name.
  expect(await preview('Europe/Athens')).toMatchObject({ bookings: { shown: 0, all: 2 }, examples: [] })
  await expect(preview('Europe/Atlantis')).rejects.toMatchObject({ code: 'invalid_input' })
  await expect(previewLocationChange(ctx, { locationId: 'loc_none', timeZone: 'UTC' })).rejects.toMatchObject(
    { code: 'not_found' },
  )
  expect(await listLocationUses(ctx, { locationId: ids.location })).toEqual({
    trainers: 2,
    services: 0,
    resources: 0,
    hours: 0,
    classes: 0,
    bookings: 2,
  })
})
