import { expect, test } from 'vitest'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { makeOutbox } from '../../tests/support/make-outbox.ts'
import { days, hours } from '../durations.ts'

async function makeClosed() {
  const outbox = await makeOutbox()
  const { studio } = outbox
  const { startsAt } = await makeBooking(studio, { startsAt: studio.clock.now() + days(3) })
  const as = (changes: object) => studio.makeContext({ tenant: { ...studio.ctx.tenant, ...changes } })
  const subjects = () => outbox.mailbox.attempts.map(({ subject }) => subject.split(':')[0])
  return { ...outbox, startsAt, as, subjects }
}

test('a suspended studio that reminds sends its reminders and nothing else, and asks for no earlier visit', async () => {
  const { studio, send, as, startsAt, subjects } = await makeClosed()
  const ctx = as({ status: 'suspended', reminds: true })
  expect(await send({ ctx })).toMatchObject({
    sent: 0,
    nextDueAt: startsAt - hours(24),
    backlog: { due: 0, oldestDueAt: null },
  })
  studio.clock.advance(startsAt - hours(24) - studio.clock.now())
  expect(await send({ ctx })).toMatchObject({ sent: 1, nextDueAt: startsAt - hours(1) })
  expect(subjects()).toEqual(['Reminder'])

  // Open again, it says what is still of use.
  await send()
  expect(subjects()).toEqual(['Reminder', 'Booked'])
})

test('one that does not, that is to be deleted or that moves sends nothing', async () => {
  const { studio, send, as, startsAt, subjects, readMessages } = await makeClosed()
  studio.clock.advance(startsAt - hours(2) - studio.clock.now())
  for (const changes of [
    { status: 'suspended' },
    { status: 'deleting', reminds: true },
    { status: 'moving' },
  ]) {
    expect(await send({ ctx: as(changes) })).toMatchObject({ sent: 0, skipped: 0, nextDueAt: null })
  }
  expect([subjects(), new Set((await readMessages()).map(({ state }) => state))]).toEqual([
    [],
    new Set(['planned']),
  ])
})

test('a training copy sends nothing, and nothing piles up in it', async () => {
  const { send, as, subjects, readMessages } = await makeClosed()
  expect(await send({ ctx: as({ isCopy: true }) })).toMatchObject({ sent: 0, skipped: 1 })
  expect(subjects()).toEqual([])
  expect(await readMessages('booking_confirmed')).toMatchObject([
    { state: 'skipped', reason: 'training_copy' },
  ])
})
