import { eq } from 'drizzle-orm'
import { afterAll, expect, test, vi } from 'vitest'
import { auditLog, bookings, policyVersions } from '../../db/tenant/schema/index.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const { asStaff, asVisitor, asStranger, db } = await makeStaffSite()
afterAll(() => vi.useRealTimers())

const path = '/policies'
const rules = {
  free_cancel: { minutes_before: 240 },
  reschedule: { days_before: 1, at_time: '18:00' },
  max_reschedules: 2,
  late_cancel: { kind: 'fee', fee_percent: 50 },
  no_show: { kind: 'lose_credit_and_fee', fee_minor: 1_000 },
  grace: { count: 1, days: 30 },
  quiet_hours: { from_time: '23:00', until_time: '07:00' },
  after_booking_minutes: 20,
  is_waived_when_refilled: true,
  suspension: { count: 3, days: 30, block_days: 10 },
}

async function create(changes: object = {}) {
  const { status, body } = await asStaff('POST', path, { name: 'Classes', rules, ...changes })
  expect([status, body]).toMatchObject([201, {}])
  return { ...body, id: String(body.id), address: `${path}/${String(body.id)}` }
}

async function list() {
  const { body } = await asStaff('GET', path)
  return body.data as { id: string; name: string; position: number; is_active: boolean }[]
}

test('a policy is read back as it was written', async () => {
  const { address, ...created } = await create({
    service_ids: ['personal-training'],
    service_kinds: ['appointment'],
    text: { en: 'Be kind.', bg: 'Бъди добър.' },
  })

  expect(created).toMatchObject({
    id: expect.stringMatching(/^pol_/),
    name: 'Classes',
    service_ids: [ids.training],
    service_kinds: ['appointment'],
    client_group_ids: [],
    version: 1,
    rules,
    text: { en: 'Be kind.', bg: 'Бъди добър.' },
    is_active: true,
    written_at: '2027-01-04T06:00:00Z',
  })
  expect((await asVisitor('GET', address)).body).toMatchObject({ version: 1, rules })
  const [audit] = await db.read([db.orm.select().from(auditLog).where(eq(auditLog.subjectId, created.id))])
  expect(audit.map(({ action, actor }) => [action, actor])).toEqual([
    ['policy.created', expect.stringMatching(/^staff:key_/)],
  ])
  await asStaff('DELETE', address)
})

test('what is left out means nothing special', async () => {
  const { address, ...created } = await create({ rules: { free_cancel: { minutes_before: 60 } } })

  expect(created).toMatchObject({
    service_ids: [],
    text: {},
    rules: {
      free_cancel: { minutes_before: 60 },
      reschedule: null,
      late_cancel: { kind: 'none' },
      no_show: { kind: 'none' },
      grace: null,
      suspension: null,
      is_waived_when_refilled: false,
    },
  })
  await asStaff('DELETE', address)
})

test('other rules are a new version, another name is none, and what was agreed to stays', async () => {
  const { address, id } = await create({ text: 'Four hours.' })
  const booked = await asVisitor('POST', '/bookings', {
    service_id: ids.training,
    trainer_id: ids.maria,
    start_time: '2027-01-06T07:00:00Z',
    client: { first_name: 'Ana', last_name: 'Ilieva', email: 'ana@example.test' },
  })
  const bookingPath = `/bookings/${String(booked.body.id)}`

  const renamed = await asStaff('PATCH', address, { name: 'All', rules, text: { bg: 'Four hours.' } })
  const changed = await asStaff('PATCH', address, { rules: { free_cancel: { minutes_before: 60 } } })

  expect([renamed.body.name, renamed.body.version]).toEqual(['All', 1])
  expect(changed.body).toMatchObject({ name: 'All', version: 2, text: { bg: 'Four hours.' } })
  expect((await asVisitor('GET', `${address}?version=1`)).body).toMatchObject({ version: 1, rules })
  expect((await asStaff('GET', bookingPath)).body).toMatchObject({
    policy: { id, version: 1 },
    free_cancel_until: '2027-01-05T19:00:00Z',
    reschedule_until: '2027-01-05T16:00:00Z',
  })
  const [versions] = await db.read([
    db.orm.select().from(policyVersions).where(eq(policyVersions.policyId, id)),
  ])
  expect(versions.map(({ version }) => version)).toEqual([1, 2])
  await asStaff('DELETE', bookingPath)
  await asStaff('DELETE', address)
})

test('policies are tried in their order, and each can be put before another', async () => {
  const last = await create({ name: 'last' })
  const first = await create({ name: 'first', position: 0 })
  const middle = await create({ name: 'middle' })

  await asStaff('PATCH', last.address, { position: 50 })
  const names = (await list()).filter(({ is_active }) => is_active).map(({ name }) => name)
  expect(names).toEqual(['first', 'middle', 'last'])
  await asStaff('PATCH', middle.address, { position: 0 })
  const after = (await list()).filter(({ is_active }) => is_active)
  expect(after.map(({ name }) => name)).toEqual(['middle', 'first', 'last'])
  expect(new Set(after.map(({ position }) => position)).size).toBe(3)
  for (const { address } of [first, middle, last]) {
    expect((await asStaff('DELETE', address)).status).toBe(204)
    expect((await asStaff('DELETE', address)).status).toBe(404)
  }
  expect((await list()).some(({ is_active }) => is_active)).toBe(false)
})

test('a policy not in force is tried on last month', async () => {
  const start = Date.UTC(2026, 11, 9, 10)
  const { address } = await create({ is_active: false, rules: { ...rules, grace: null } })
  const lapsed = async (n: number, changes: object) => {
    const { body } = await asStaff('POST', '/bookings', {
      service_id: ids.training,
      trainer_id: ids.ivan,
      start_time: `2027-01-0${n + 5}T09:00:00Z`,
      client: { first_name: 'Ana', last_name: 'Ilieva', email: `ana${n}@example.test` },
    })
    const startsAt = start + n * 86_400_000
    const times = {
      startsAt,
      endsAt: startsAt + 3_600_000,
      occupiedFrom: startsAt,
      occupiedUntil: startsAt + 3_600_000,
    }
    await db.write([
      db.orm
        .update(bookings)
        .set({ ...times, createdAt: startsAt - 5 * 86_400_000, ...changes })
        .where(eq(bookings.id, String(body.id))),
    ])
    return String(body.id)
  }
  const late = await lapsed(0, {
    status: 'cancelled',
    cancelKind: 'late',
    cancelledAt: start - 3_600_000,
  })
  const absent = await lapsed(1, { status: 'no_show' })
  await lapsed(2, { status: 'completed' })

  const { status, body } = await asStaff('POST', `${address}/rehearse`, {})
  const gentle = await asStaff('POST', `${address}/rehearse?limit=1`, {
    rules: { free_cancel: { minutes_before: 30 }, no_show: { kind: 'lose_credit' } },
    from_on: '2026-12-09',
    to_on: '2026-12-10',
  })

  expect([status, body]).toEqual([
    200,
    {
      from_on: '2026-12-01',
      to_on: '2026-12-31',
      bookings: 3,
      would_charge: { count: 2, amount: { amount_minor: 4_000, currency: 'EUR' }, credits: 1 },
      was_charged: { count: 0, amount: { amount_minor: 0, currency: 'EUR' }, credits: 0 },
      data: [
        {
          booking_id: late,
          kind: 'late_cancel',
          at: '2026-12-09T09:00:00Z',
          outcome: 'owed',
          amount: { amount_minor: 3_000, currency: 'EUR' },
          loses_credit: false,
          was_charged: false,
        },
        expect.objectContaining({ booking_id: absent, kind: 'no_show', loses_credit: true }),
      ],
      next_cursor: null,
    },
  ])
  expect(gentle.body).toMatchObject({
    bookings: 2,
    would_charge: { count: 1, credits: 1, amount: { amount_minor: 0 } },
    data: [{ booking_id: absent }],
  })
})

test.each([
  [{ name: '' }, 'name'],
  [{ service_ids: ['svc_none'] }, 'service_ids.0'],
  [{ client_group_ids: ['grp_none'] }, 'client_group_ids.0'],
  [{ position: -1 }, 'position'],
  [{ rules: { free_cancel: {} } }, 'rules.free_cancel'],
  [{ rules: { free_cancel: { minutes_before: 60, days_before: 1, at_time: '18:00' } } }, 'rules.free_cancel'],
  [{ rules: { free_cancel: { days_before: 1, at_time: '25:00' } } }, 'rules.free_cancel.at_time'],
  [{ rules: { ...rules, late_cancel: { kind: 'fee' } } }, 'rules.late_cancel.fee_minor'],
  [{ rules: { ...rules, no_show: { kind: 'none', fee_minor: 5 } } }, 'rules.no_show.fee_minor'],
  [{ rules: { ...rules, no_show: { kind: 'fee', fee_percent: 101 } } }, 'rules.no_show.fee_percent'],
  [{ rules: { ...rules, grace: { count: 0, days: 30 } } }, 'rules.grace.count'],
  [
    { rules: { ...rules, quiet_hours: { from_time: '08:00', until_time: '07:00' } } },
    'rules.quiet_hours.until_time',
  ],
])('%j is refused and names the field', async (change, field) => {
  const { status, body } = await asStaff('POST', path, { name: 'Bad', rules, ...(change as object) })

  expect(status).toBe(422)
  expect(body).toMatchObject({ code: 'invalid_input', errors: [{ path: field }] })
})

test.each([
  [{ from_on: '2026-02-30' }, 'from_on'],
  [{ from_on: '2026-12-09', to_on: '2026-12-08' }, 'to_on'],
  [{ from_on: '2025-01-01', to_on: '2026-12-08' }, 'to_on'],
])('%j cannot be rehearsed', async (dates, field) => {
  const { address } = await create({ is_active: false })
  const { status, body } = await asStaff('POST', `${address}/rehearse`, dates)

  expect([status, body]).toMatchObject([422, { code: 'invalid_input', errors: [{ path: field }] }])
})

test('what is not there is not found', async () => {
  for (const [method, address, body] of [
    ['GET', '/policies/pol_none', undefined],
    ['PATCH', '/policies/pol_none', { name: 'X' }],
    ['DELETE', '/policies/pol_none', undefined],
    ['POST', '/policies/pol_none/rehearse', {}],
  ] as const) {
    expect(await asStaff(method, address, body)).toMatchObject({ status: 404, body: { code: 'not_found' } })
  }
})

test.each([
  ['GET', path, undefined],
  ['POST', path, { name: 'Mine', rules }],
  ['PATCH', `${path}/pol_none`, { name: 'X' }],
  ['DELETE', `${path}/pol_none`, undefined],
  ['POST', `${path}/pol_none/rehearse`, {}],
] as const)('%s %s is for staff of this studio', async (method, address, body) => {
  for (const ask of [asVisitor, asStranger]) {
    const answer = await ask(method, address, body)
    expect([answer.status, answer.body.code]).toEqual([401, 'unauthorized'])
  }
})
