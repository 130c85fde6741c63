import { expect, test } from 'vitest'
import { auditLog } from '../../../db/tenant/schema/index.ts'
import { failureOf } from '../../../tests/support/failure-of.ts'
import { makeBooking } from '../../../tests/support/make-booking.ts'
import { makeOutbox } from '../../../tests/support/make-outbox.ts'
import { looker, makeStaffActor } from '../../../tests/support/make-trainer-actor.ts'
import { staffActor } from '../../../tests/support/staff-actor.ts'
import { ids } from '../../../tests/support/studio-rows.ts'
import { hours, minutes } from '../../durations.ts'
import { changeRule } from './change-rule.ts'
import { createRule } from './create-rule.ts'
import { deleteRule } from './delete-rule.ts'
import { listRules } from './list-rules.ts'
import { setNotices } from './set-notices.ts'
import { setOwnReminders } from './set-own-reminders.ts'
import { takeBackRules } from './take-back-rules.ts'

/** Elena's training with Maria in three days; `planned` are the leads of the reminders to come, longest first. */
async function setUp() {
  const { studio, readMessages } = await makeOutbox()
  const booking = await makeBooking(studio, { startsAt: studio.clock.now() + hours(72) })
  const staff = studio.makeContext({ actor: staffActor })
  // As the product's own rules have it.
  await takeEverything(staff)
  const planned = async () => {
    const reminders = (await readMessages('reminder')).filter(({ state }) => state === 'planned')
    for (const { plannedAt, leadMinutes } of reminders) {
      expect(plannedAt).toBe(booking.startsAt - minutes(leadMinutes))
    }
    return reminders.map(({ leadMinutes, channel }) => `${leadMinutes} ${channel}`)
  }
  return { studio, staff, planned, booking }
}

async function takeEverything(staff: Parameters<typeof listRules>[0]) {
  for (const { id } of (await listRules(staff)).rules) await deleteRule(staff, { ruleId: id })
}

const reminder = { kind: 'reminder', channel: 'email' } as const

test('a rule that is added, changed or taken away reminds of what is booked already', async () => {
  const { studio, staff, planned } = await setUp()
  expect(await planned()).toEqual([])
  const day = await createRule(staff, { ...reminder, leadMinutes: 1440 })
  const hour = await createRule(staff, { ...reminder, leadMinutes: 60 })
  expect(await planned()).toEqual(['1440 email', '60 email'])
  expect(studio.announced.length).toBeGreaterThan(0)

  const changed = await changeRule(staff, { ruleId: hour.id, leadMinutes: 120, edition: hour.edition })
  expect(changed).toMatchObject({ leadMinutes: 120, edition: 2 })
  expect(await planned()).toEqual(['1440 email', '120 email'])
  await deleteRule(staff, { ruleId: day.id })
  expect(await planned()).toEqual(['120 email'])
  expect((await listRules(staff)).rules).toEqual([changed])
})

test('there is one rule for each thing, and of two who change it the second is told', async () => {
  const { staff } = await setUp()
  const day = await createRule(staff, { ...reminder, leadMinutes: 1440 })
  const hour = await createRule(staff, { ...reminder, leadMinutes: 60 })
  const change = (leadMinutes: number, edition?: number) =>
    changeRule(staff, { ruleId: hour.id, leadMinutes, edition })

  expect(await failureOf(createRule(staff, { ...reminder, leadMinutes: 1440 }))).toBe('conflict')
  expect(await failureOf(change(day.leadMinutes))).toBe('conflict')
  expect(await failureOf(change(90, 1))).toBe('done')
  expect(await failureOf(change(30, 1))).toBe('changed_meanwhile')
  expect(await failureOf(deleteRule(staff, { ruleId: 'nrl_none' }))).toBe('not_found')
})

test('a service with reminders of its own begins with the studio’s, and goes back to them', async () => {
  const { staff, planned } = await setUp()
  await createRule(staff, { ...reminder, leadMinutes: 1440 })
  const serviceId = ids.training
  const own = { ...reminder, leadMinutes: 180, serviceId }
  expect(await failureOf(createRule(staff, own))).toBe('conflict')

  const { rules, ownServiceIds } = await setOwnReminders(staff, { serviceId, isOwn: true })
  expect(ownServiceIds).toEqual([serviceId])
  expect(rules.map((rule) => [rule.serviceId, rule.leadMinutes])).toContainEqual([serviceId, 1440])
  await createRule(staff, own)
  await createRule(staff, { ...reminder, leadMinutes: 30 })
  expect(await planned()).toEqual(['1440 email', '180 email'])

  await setOwnReminders(staff, { serviceId, isOwn: false })
  expect(await planned()).toEqual(['1440 email', '30 email'])
  expect((await listRules(staff)).rules.every((rule) => rule.serviceId === null)).toBe(true)
  expect(await failureOf(setOwnReminders(staff, { serviceId: 'svc_none', isOwn: true }))).toBe('not_found')
})

test('what was done last is taken back once, within ten minutes', async () => {
  const { studio, staff, planned } = await setUp()
  const { clock } = studio
  const serviceId = ids.training
  const step = async (work: Promise<unknown>) => {
    await work
    clock.advance(1_000)
  }
  const before = async () => ({ ...(await listRules(staff)), planned: await planned() })
  await step(createRule(staff, { ...reminder, leadMinutes: 1440 }))
  const hour = await createRule(staff, { ...reminder, leadMinutes: 60 })
  clock.advance(1_000)
  const deeds = [
    () => createRule(staff, { ...reminder, leadMinutes: 300 }),
    () => changeRule(staff, { ruleId: hour.id, leadMinutes: 45 }),
    () => deleteRule(staff, { ruleId: hour.id }),
    () => setOwnReminders(staff, { serviceId, isOwn: true }),
    () => setNotices(staff, { notices: [{ kind: 'booking_moved', channel: 'sms' }] }),
  ]
  for (const deed of deeds) {
    const was = await before()
    await step(deed())
    expect(await before()).not.toEqual(was)
    expect(await takeBackRules(staff)).toBe(true)
    clock.advance(1_000)
    const { rules, ...rest } = await before()
    const bare = (list: typeof rules) =>
      list.map(({ kind, channel, leadMinutes }) => [kind, channel, leadMinutes])
    expect({ ...rest, rules: bare(rules) }).toEqual({ ...was, rules: bare(was.rules) })
    expect(await takeBackRules(staff)).toBe(false)
  }
  await deleteRule(staff, { ruleId: hour.id })
  clock.advance(minutes(11))
  expect(await takeBackRules(staff)).toBe(false)
})

test('events are told by text message or push as the studio says, and of no others', async () => {
  const { staff } = await setUp()
  await createRule(staff, { ...reminder, leadMinutes: 60 })
  const notices = [
    { kind: 'booking_moved', channel: 'sms' },
    { kind: 'booking_cancelled', channel: 'push' },
  ] as const
  await setNotices(staff, { notices: [notices[0]] })
  await setNotices(staff, { notices: [...notices] })
  const told = async () => (await listRules(staff)).rules.map(({ kind, channel }) => `${kind} ${channel}`)
  expect(await told()).toEqual(['booking_cancelled push', 'booking_moved sms', 'reminder email'])
  await setNotices(staff, { notices: [] })
  expect(await told()).toEqual(['reminder email'])
})

test.each([
  [{ ...reminder, leadMinutes: 5 }],
  [{ ...reminder, leadMinutes: 100_000 }],
  [{ ...reminder, leadMinutes: 90.5 }],
  [{ kind: 'booking_moved', channel: 'email' }],
  [{ kind: 'booking_moved', channel: 'sms', leadMinutes: 60 }],
  [{ kind: 'account_reset', channel: 'sms' }],
  [{ kind: 'reminder', channel: 'pigeon', leadMinutes: 60 }],
])('%j is refused', async (input) => {
  const { staff } = await setUp()
  // What a program might send.
  expect(await failureOf(createRule(staff, input as Parameters<typeof createRule>[1]))).toBe('invalid_input')
})

test('rules are for who may change messages, and each change is in the log', async () => {
  const { studio, staff } = await setUp()
  const as = (actor: typeof staffActor) => studio.makeContext({ actor })
  const input = { ...reminder, leadMinutes: 60 }
  expect(await failureOf(createRule(as(looker), input))).toBe('forbidden')
  expect(await failureOf(listRules(as(looker)))).toBe('done')
  expect(await failureOf(listRules(as(makeStaffActor('trainer', { trainerId: ids.maria }))))).toBe(
    'forbidden',
  )
  for (const work of [
    () => deleteRule(as(looker), { ruleId: 'x' }),
    () => changeRule(as(looker), { ruleId: 'x' }),
    () => setNotices(as(looker), { notices: [] }),
    () => setOwnReminders(as(looker), { serviceId: ids.training, isOwn: true }),
    () => takeBackRules(as(looker)),
  ]) {
    expect(await failureOf(work())).toBe('forbidden')
  }
  await createRule(staff, input)
  const [log] = await staff.db.read([staff.db.orm.select().from(auditLog)])
  expect(log.at(-1)).toMatchObject({ action: 'notification_rule.created', actor: 'staff:key_test' })
})
