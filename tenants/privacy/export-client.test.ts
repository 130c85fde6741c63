import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { auditLog, bookings, clients, staff } from '../../db/tenant/schema/index.ts'
import { makeKnownClient } from '../../tests/support/make-known-client.ts'
import { traces } from '../../tests/support/write-known-rows.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'
import { writeBooking } from '../../tests/support/write-rows.ts'
import { builtInRoles } from '../access/built-in-roles.ts'
import { minutes } from '../durations.ts'
import { exportClient } from './export-client.ts'
import { personalTables } from './personal-data.ts'
import { toCsv } from './to-csv.ts'

const wish = { clientId: 'cli_known' }
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  )

test('gives everything there is about her, and no secret', async () => {
  const studio = await makeTenant()
  const { self } = await makeKnownClient(studio)
  const { records, ...rest } = await exportClient(self, wish)

  expect(rest).toEqual({
    studio: 'Iron Works',
    clientId: 'cli_known',
    exportedAt: new Date(studio.clock.now()).toISOString(),
  })
  const kinds = personalTables.flatMap(({ record }) => record ?? [])
  expect(Object.keys(records).toSorted()).toEqual([...kinds, 'names'].toSorted())
  for (const kind of kinds) expect([kind, records[kind]?.length]).not.toEqual([kind, 0])
  expect(records['profile']).toMatchObject([
    { email: traces.email, firstName: traces.first, phone: traces.phone },
  ])
  expect(records['bookings']).toMatchObject([
    { id: 'bkg_known', startsAt: '2027-01-02T06:00:00.000Z', notes: traces.words, priceMinor: 6000 },
  ])
  expect(records['devices']).toMatchObject([{ userAgent: 'Known browser', network: '198.51.100.77' }])
  expect(records['passkeys']).toMatchObject([{ name: `Key of ${traces.first}` }])
  expect(records['names']).toContainEqual({ id: 'trn_maria', name: expect.stringMatching(/\S/) })
  const text = JSON.stringify(records)
  expect(text).not.toContain(traces.secret)
  expect(JSON.parse(text)).toEqual(records)
})

test('gives nothing of anybody else', async () => {
  const studio = await makeTenant()
  const { self } = await makeKnownClient(studio)
  await writeBooking(studio, { contactEmail: 'canary@example.test', notes: 'canary' })
  expect(JSON.stringify(await exportClient(self, wish))).not.toMatch(/canary|Elena|cli_elena/)
})

test('how somebody who works there signs in is theirs alone to see', async () => {
  const studio = await makeTenant()
  const { self, owner, userId } = await makeKnownClient(studio)
  const { db } = studio.ctx
  await db.write([db.orm.insert(staff).values({ userId, role: 'owner', createdAt: 0 })])
  const asManager = { ...owner, actor: { ...staffActor, grants: builtInRoles.manager } }
  const { records } = await exportClient(asManager, wish)

  expect(records['profile']).toHaveLength(1)
  expect(records['bookings']).toHaveLength(1)
  for (const kind of ['login', 'devices', 'passkeys', 'authenticator_apps', 'links']) {
    expect([kind, records[kind]]).toEqual([kind, []])
  }
  expect((await exportClient(self, wish)).records['devices']).toHaveLength(1)
})

test('is written down, and who may do it: she herself, and staff and keys with all data', async () => {
  const studio = await makeTenant()
  const { self, owner } = await makeKnownClient(studio)
  const stranger = { ...self, login: self.login && { ...self.login, clientId: 'cli_other' } }
  const key = studio.makeContext({ actor: staffActor })
  const later = { now: () => studio.clock.now() + minutes(11) }
  const asks = [
    [self, 'done'],
    [owner, 'done'],
    [key, 'done'],
    [{ ...owner, actor: { ...staffActor, grants: builtInRoles.manager } }, 'done'],
    [{ ...owner, actor: { ...staffActor, grants: builtInRoles.front_desk } }, 'forbidden'],
    [
      { ...owner, actor: { ...staffActor, grants: builtInRoles.trainer, trainerId: 'trn_maria' } },
      'forbidden',
    ],
    [{ ...stranger, actor: { kind: 'client', userId: 'u', clientId: 'cli_other' } }, 'forbidden'],
    [studio.makeContext(), 'unauthorized'],
    [{ ...self, ...later }, 'reauthentication_required'],
    [{ ...owner, ...later }, 'reauthentication_required'],
  ] as const
  for (const [ctx, answer] of asks) expect(await codeOf(exportClient(ctx, wish))).toBe(answer)
  expect(await codeOf(exportClient(owner, { clientId: 'cli_none' }))).toBe('not_found')

  const [log] = await studio.ctx.db.read([studio.ctx.db.orm.select().from(auditLog)])
  expect(log.filter(({ action }) => action === 'client.export').map(({ actor }) => actor)).toEqual([
    'client:usr_known',
    'staff:usr_owner',
    'staff:key_test',
    'staff:key_test',
  ])
})

const formulas = ['=1+1', '+1', '-1', '@SUM(A1)', '"=1', ' =1', '=HYPERLINK("http://evil")', "'=1"]

test.each(formulas)('a table program runs nothing of what people typed: %j', async (text) => {
  const studio = await makeTenant()
  const { self } = await makeKnownClient(studio)
  const { db } = studio.ctx
  await db.write([
    db.orm.update(clients).set({ firstName: text }),
    db.orm.update(bookings).set({ notes: text }),
  ])
  const csv = toCsv(await exportClient(self, wish))

  const { data, errors } = Papa.parse<string[]>(csv.slice(1), { delimiter: ',' })
  expect(errors).toEqual([])
  expect(csv.startsWith('\uFEFFrecord,id,field,value\r\n')).toBe(true)
  expect(data).toContainEqual(['profile', 'cli_known', 'first_name', `'${text}`])
  expect(data).toContainEqual(['bookings', 'bkg_known', 'notes', `'${text}`])
  expect(data.flat().filter((cell) => /^\s*["]?[=+@-]/.test(cell))).toEqual([])
})

test('keeps to RFC 4180 whatever a text holds, and to one line for each field', async () => {
  const studio = await makeTenant()
  const { self } = await makeKnownClient(studio)
  const { db } = studio.ctx
  const text = 'a "b", c\r\nd\ne;f — Здравка'
  await db.write([db.orm.update(bookings).set({ notes: text })])
  const exported = await exportClient(self, wish)
  const { data } = Papa.parse<string[]>(toCsv(exported).slice(1), { delimiter: ',' })
  const fields = Object.values(exported.records).flatMap((rows) =>
    rows.flatMap((row) => Object.keys(row).filter((key) => key !== 'id')),
  )
  expect(data).toContainEqual(['bookings', 'bkg_known', 'notes', text])
  // With the head, and what follows the last line break.
  expect(data).toHaveLength(fields.length + 2)
  expect(data).toContainEqual([
    'booking_series',
    'bse_known',
    'wish',
    expect.stringMatching(/^\{"weekday":1/),
  ])
})
