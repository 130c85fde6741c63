import { expect, test } from 'vitest'
import { DatabaseError } from '../../db/database-error.ts'
import { ELENAS_PHONE, makeTextedStudio } from '../../tests/support/make-texted-studio.ts'
import { makeStaffActor } from '../../tests/support/make-trainer-actor.ts'
import { days, hours, minutes } from '../durations.ts'
import { changeSmsSettings } from '../sms/change-sms-settings.ts'

type Texted = Awaited<ReturnType<typeof makeTextedStudio>>

/** An hour before the start, when the one text message is due. */
async function makeDue(options: Parameters<typeof makeTextedStudio>[0] = {}): Promise<Texted> {
  const texted = await makeTextedStudio(options)
  texted.studio.clock.set(texted.booking.startsAt - minutes(60))
  return texted
}

const textOf = async ({ readMessages }: Texted) => {
  const rows = await readMessages('reminder')
  return rows.find(({ channel }) => channel === 'sms')
}

test('sends a text message once, from the studio’s sender, and keeps what the vendor said', async () => {
  const texted = await makeDue()
  const { phones, send } = texted
  expect(await send()).toMatchObject({ sent: 1, failed: 0, nextDueAt: null })
  await send()
  const row = await textOf(texted)
  expect(phones.received).toMatchObject([
    { to: ELENAS_PHONE, from: 'IronWorks', tenantId: texted.studio.ctx.tenant.id, messageId: row?.id },
  ])
  expect(phones.received[0]?.body).toMatch(/\/b\/[\w-]{28}$/)
  expect(row).toMatchObject({ state: 'sent', providerId: 'SM1', segments: 1, attempts: 1 })
})

test('sends again what the vendor surely did not take', async () => {
  const { phones, send, studio } = await makeDue()
  phones.plan({ ok: false, kind: 'retry', reason: '20429: Too Many Requests', retryAfterMs: minutes(2) })
  expect(await send()).toMatchObject({ sent: 0, nextDueAt: studio.clock.now() + minutes(2) })
  studio.clock.advance(minutes(2))
  expect(await send()).toMatchObject({ sent: 1 })
  expect(phones.received).toHaveLength(1)
})

test('asks the vendor about what may have gone out, and believes the list', async () => {
  const texted = await makeDue()
  const { phones, send, studio } = texted
  phones.plan('lost')
  expect(await send()).toMatchObject({ failed: 1, nextDueAt: studio.clock.now() + minutes(2) })
  expect(await textOf(texted)).toMatchObject({ state: 'unknown', reason: 'unknown: time-out' })
  await send()
  expect(phones.list.asked).toBe(0)

  studio.clock.advance(minutes(2))
  expect(await send()).toMatchObject({ nextDueAt: null })
  expect(await textOf(texted)).toMatchObject({ state: 'sent', providerId: 'SM1', reason: null })
  expect(phones.received).toHaveLength(1)
})

test('plans again what the vendor does not have', async () => {
  const texted = await makeDue()
  const { phones, send, studio } = texted
  phones.plan({ ok: false, kind: 'unknown', reason: 'time-out' })
  await send()
  studio.clock.advance(minutes(2))
  // An older one is not this one.
  const old = {
    to: ELENAS_PHONE,
    from: 'IronWorks',
    status: 'sent',
    segments: 1,
    createdAt: studio.clock.now() - hours(1),
  }
  phones.list.others.push({ ...old, providerId: 'SMold', body: 'Iron Works: see you soon!' })
  expect(await send()).toMatchObject({ nextDueAt: studio.clock.now() })
  expect(await send()).toMatchObject({ sent: 1 })
  expect(phones.received).toHaveLength(1)
})

test.each([
  ['the vendor does not answer', true],
  ['there is one that may be it', false],
])('keeps what it cannot know for people to see, and asks ever less often: %s', async (_, isDown) => {
  const texted = await makeDue()
  const { phones, send, studio } = texted
  phones.plan({ ok: false, kind: 'unknown', reason: 'time-out' })
  await send()
  phones.list.isDown = isDown
  phones.list.others.push({
    providerId: 'SMother',
    to: ELENAS_PHONE,
    from: 'IronWorks',
    body: 'Something else',
    status: 'sent',
    segments: 1,
    createdAt: studio.clock.now(),
  })
  const waits: number[] = []
  let at = studio.clock.now()
  for (let next = (await send()).nextDueAt; next !== null; next = (await send()).nextDueAt) {
    waits.push((next - at) / minutes(1))
    at = next
    studio.clock.set(next)
  }
  expect(waits.slice(0, 5)).toEqual([2, 2, 4, 8, 16])
  expect(waits.length).toBeLessThan(15)
  expect(studio.clock.now() - texted.booking.startsAt).toBeLessThan(days(6))
  expect(await textOf(texted)).toMatchObject({ state: 'unknown' })
  expect(phones.received).toEqual([])
})

/** One that surely did not go out, as nobody here knows; and another with the same words, from somebody else. */
async function makeMistakable() {
  const texted = await makeDue()
  const { phones, send, studio } = texted
  phones.plan('lost')
  await send()
  const [own] = (await phones.port.find({ to: ELENAS_PHONE, from: null, since: 0 })) ?? []
  phones.received.length = 0
  phones.forget()
  if (own) phones.list.others.push({ ...own, providerId: 'SMother', from: 'LotusYoga' })
  studio.clock.advance(minutes(2))
  return texted
}

test('does not take for its own what another studio wrote to the same number in the same minute', async () => {
  const texted = await makeMistakable()
  expect(await texted.send()).toMatchObject({ nextDueAt: texted.studio.clock.now() })
  expect(await texted.send()).toMatchObject({ sent: 1 })
  expect(texted.phones.received).toMatchObject([{ from: 'IronWorks' }])
})

test('may have sent it from the sender before this one', async () => {
  const texted = await makeMistakable()
  const owner = texted.studio.makeContext({ actor: makeStaffActor('owner') })
  await changeSmsSettings(owner, { smsSender: 'Iron' })
  await texted.send()
  expect(texted.phones.received).toEqual([])
  expect(await textOf(texted)).toMatchObject({ state: 'sent', providerId: 'SMother' })
})

test('takes no text message of the list for two of ours', async () => {
  const texted = await makeTextedStudio({ leads: [60, 59] })
  const { phones, send, studio, booking, readMessages } = texted
  studio.clock.set(booking.startsAt - minutes(59))
  phones.plan('lost')
  await send()
  studio.clock.advance(minutes(1))
  phones.plan({ ok: false, kind: 'unknown', reason: 'time-out' })
  await send()
  studio.clock.advance(minutes(5))
  await send()
  await send()
  const texts = (await readMessages('reminder')).filter(({ channel }) => channel === 'sms')
  expect(texts.map(({ state }) => state)).toEqual(['sent', 'sent'])
  expect(phones.received.map(({ messageId }) => messageId).toSorted()).toEqual(
    texts.map(({ id }) => id).toSorted(),
  )
})

test.each([
  ['before it was let through', 1, 0],
  ['after it was sent', 3, 1],
])('is not sent twice when its process dies, however long nobody looks: %s', async (_, dieAt, received) => {
  const texted = await makeDue({ leads: [24 * 60], startsAt: Date.UTC(2027, 0, 7, 10) })
  const { phones, send, studio, booking } = texted
  studio.clock.set(booking.startsAt - hours(24))
  const dying = studio.makeContext()
  let steps = 0
  const { read, write } = dying.db
  const step = async <T>(work: () => Promise<T>) => {
    steps += 1
    if (steps > dieAt) throw new DatabaseError('unknown', 'died')
    return work()
  }
  dying.db.read = (statements) => step(() => read(statements))
  dying.db.write = (statements) => step(() => write(statements))
  await expect(send({ ctx: dying })).rejects.toThrow('died')
  expect(phones.received).toHaveLength(received)

  studio.clock.advance(hours(6))
  await send()
  await send()
  expect(phones.received).toHaveLength(1)
  expect(await textOf(texted)).toMatchObject({ state: 'sent' })
})
