import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { auditLog, clients, consents, users } from '../../db/tenant/schema/index.ts'
import { signInClient, signInPerson } from '../../tests/support/make-account.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'
import { minutes } from '../durations.ts'
import { changeProfile } from './change-profile.ts'
import { getProfile } from './get-profile.ts'
import { listNotificationChoices } from './list-notification-choices.ts'
import { newsConsent } from './news-consent.ts'
import { setNotificationChoices } from './set-notification-choices.ts'

test('somebody changes what the studio knows of them, and leaves the rest', async () => {
  const tenant = await makeTenant()
  const ctx = await signInClient(tenant)
  const changed = await changeProfile(ctx, {
    lastName: 'Petrova',
    phone: '+359 88 123 4567',
    timeZone: 'Asia/Tokyo',
  })

  expect(changed).toEqual({
    email: 'elena@example.test',
    firstName: 'Elena',
    lastName: 'Petrova',
    phone: '+359881234567',
    locale: 'en',
    timeZone: 'Asia/Tokyo',
  })
  expect(await getProfile(ctx)).toEqual(changed)
  expect(await changeProfile(ctx, { phone: '', timeZone: null, locale: 'bg' })).toMatchObject({
    phone: null,
    timeZone: null,
    locale: 'bg',
  })
  const { orm, read } = tenant.ctx.db
  const [[user], log] = await read([
    orm.select().from(users).where(eq(users.id, ctx.login.user.id)),
    orm.select().from(auditLog),
  ])
  expect(user).toMatchObject({ name: 'Elena Petrova', locale: 'bg' })
  expect(log).toMatchObject([
    { action: 'client.change', subjectId: ctx.login.clientId, actor: `client:${ctx.login.user.id}` },
    { after: { fields: ['phone', 'timeZone', 'locale'] } },
  ])
  expect(JSON.stringify(log)).not.toMatch(/Petrova|881234567/)
})

test.each([
  ['phone', '12', 'not_a_phone'],
  ['timeZone', 'Mars/Olympus', 'not_a_time_zone'],
  ['locale', 'xx', 'not_a_locale'],
  ['firstName', '', 'required'],
  ['firstName', 7, 'invalid'],
])('a profile refuses %s = %j', async (field, value, code) => {
  const ctx = await signInClient(await makeTenant())
  await expect(changeProfile(ctx, { [field]: value })).rejects.toMatchObject({
    code: 'invalid_input',
    details: { errors: [{ path: field, code }] },
  })
  expect(await getProfile(ctx)).toMatchObject({ firstName: 'Elena', phone: null })
})

test('who is no client yet becomes the one who booked under their address, when there is something to keep', async () => {
  const tenant = await makeTenant()
  const { clientId } = await makeBooking(tenant)
  const person = await signInPerson(tenant)
  expect(await getProfile(person)).toMatchObject({ firstName: 'Elena', lastName: 'Ivanova', phone: null })
  await Promise.all([
    changeProfile(person, { phone: '+359881234567' }),
    changeProfile(person, { locale: 'bg' }),
  ])

  const { orm, read } = tenant.ctx.db
  const [rows] = await read([orm.select().from(clients)])
  expect(rows).toMatchObject([{ id: clientId, userId: person.login.user.id }])
})

test('nobody becomes a client whom somebody else is', async () => {
  const tenant = await makeTenant()
  const elena = await signInClient(tenant)
  const { orm, write } = tenant.ctx.db
  await write([orm.update(users).set({ email: 'new@example.test' }).where(eq(users.id, elena.login.user.id))])
  const impostor = await signInPerson(tenant)
  await expect(changeProfile(impostor, { firstName: 'Eve' })).rejects.toMatchObject({
    code: 'conflict',
    details: { reason: 'email_taken' },
  })
  expect(await getProfile(elena)).toMatchObject({ firstName: 'Elena' })
})

test('reminders come until they are not wanted, news only when they are, and that is a consent', async () => {
  const tenant = await makeTenant()
  const ctx = await signInClient(tenant)
  const wanted = async () => Object.values(await listNotificationChoices(ctx))
  expect(await wanted()).toEqual([true, true, false])

  await setNotificationChoices(ctx, { reminder: false, news: true })
  await setNotificationChoices(ctx, { news: true })
  expect(await wanted()).toEqual([false, true, true])
  tenant.clock.advance(minutes(1))
  await setNotificationChoices(ctx, { news: false })
  expect(await wanted()).toEqual([false, true, false])

  const { orm, read } = tenant.ctx.db
  const [said] = await read([orm.select().from(consents).orderBy(consents.at)])
  expect(said).toMatchObject([
    {
      kind: 'news',
      isGiven: true,
      text: newsConsent.text.en,
      version: newsConsent.version,
      source: 'account',
    },
    { kind: 'news', isGiven: false, clientId: ctx.login.clientId },
  ])
  expect(said).toHaveLength(2)
})

test('profile and choices are nobody else’s', async () => {
  const tenant = await makeTenant()
  const elena = await signInClient(tenant)
  const ana = await signInClient(tenant, { email: 'ana@example.test', name: 'Ana Ilieva' })
  await changeProfile(ana, { firstName: 'Anna' })
  await setNotificationChoices(ana, { waitlist: false })
  expect(await getProfile(elena)).toMatchObject({ firstName: 'Elena' })
  expect(await listNotificationChoices(elena)).toMatchObject({ waitlist: true })

  for (const ctx of [tenant.ctx, tenant.makeContext({ actor: staffActor })]) {
    for (const work of [
      getProfile(ctx),
      changeProfile(ctx, { firstName: 'Eve' }),
      listNotificationChoices(ctx),
      setNotificationChoices(ctx, { news: true }),
    ]) {
      await expect(work).rejects.toMatchObject({ code: 'unauthorized' })
    }
  }
})
