import { expect, test } from 'vitest'
import {
  free,
  freeAndPromote,
  joinInOrder,
  makeFullClass,
  readLine,
} from '../../tests/support/make-full-class.ts'
import { hours, minutes } from '../durations.ts'
import { getWaitlistEntry } from './get-waitlist-entry.ts'
import { leaveWaitlist } from './leave-waitlist.ts'
import { promoteWaiting } from './promote-waiting.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'

const none = { entryId: '', token: '' }

test('whoever leaves is out of the line, again and again, and the others move up', async () => {
  const full = await makeFullClass()
  const [ada = none, bob = none] = await joinInOrder(full, 'ada', 'bob')

  const left = await leaveWaitlist(full.ctx, ada)
  expect(left).toMatchObject({ status: 'left', position: null })
  expect(await leaveWaitlist(full.ctx, ada)).toEqual(left)
  expect(await getWaitlistEntry(full.ctx, bob)).toMatchObject({ position: 1 })
})

test('whoever has left may come again, at the end of the line', async () => {
  const full = await makeFullClass()
  const [ada = none] = await joinInOrder(full, 'ada', 'bob')
  await leaveWaitlist(full.ctx, ada)
  await joinInOrder(full, 'ada')
  await freeAndPromote(full.ctx, full)

  expect(await readLine(full.ctx, full.session)).toEqual(['ada left', 'bob promoted', 'ada waiting'])
})

test('the line can be left until the studio’s time for it, by staff at any time', async () => {
  const full = await makeFullClass({ studio: { service: { waitlistLeaveMinutes: 240 } } })
  const [ada = none, bob = none] = await joinInOrder(full, 'ada', 'bob')
  full.clock.set(full.session.startsAt - hours(4) - 1)
  await expect(leaveWaitlist(full.ctx, ada)).resolves.toMatchObject({ status: 'left' })

  full.clock.advance(1)
  await expect(leaveWaitlist(full.ctx, bob)).rejects.toMatchObject({
    code: 'not_allowed',
    details: { reason: 'leave_closed' },
  })
  const staff = full.makeContext({ actor: staffActor })
  await expect(leaveWaitlist(staff, { entryId: bob.entryId })).resolves.toMatchObject({ status: 'left' })
})

test('whoever is offered a place can leave at any time, and the next is asked', async () => {
  const full = await makeFullClass({
    studio: { service: { waitlistMode: 'offer', waitlistLeaveMinutes: 60 * 24 } },
  })
  const [ada = none] = await joinInOrder(full, 'ada', 'bob')
  full.clock.set(full.session.startsAt - minutes(105))
  await freeAndPromote(full.ctx, full)
  await leaveWaitlist(full.ctx, ada)

  expect(await readLine(full.ctx, full.session)).toEqual(['ada left', 'bob offered'])
})

test('whoever was promoted cancels their booking instead', async () => {
  const full = await makeFullClass()
  const [ada = none] = await joinInOrder(full, 'ada')
  await freeAndPromote(full.ctx, full)

  await expect(leaveWaitlist(full.ctx, ada)).rejects.toMatchObject({
    code: 'conflict',
    details: { reason: 'promoted' },
  })
})

test('leaving while being promoted ends in one or the other', async () => {
  for (let round = 0; round < 5; round += 1) {
    const full = await makeFullClass()
    const [ada = none] = await joinInOrder(full, 'ada', 'bob')
    await free(full.ctx, full.bookedIds[0] ?? '')
    const [left] = await Promise.allSettled([
      leaveWaitlist(full.makeContext(), ada),
      promoteWaiting(full.makeContext(), full.session.id),
    ])

    expect(await readLine(full.ctx, full.session)).toEqual(
      left.status === 'fulfilled' ? ['ada left', 'bob promoted'] : ['ada promoted', 'bob waiting'],
    )
  }
})

test('nobody leaves for somebody else', async () => {
  const full = await makeFullClass()
  const [ada = none, bob = none] = await joinInOrder(full, 'ada', 'bob')
  full.clock.advance(minutes(1))

  for (const token of [undefined, 'wrong', bob.token]) {
    await expect(
      leaveWaitlist(full.ctx, { entryId: ada.entryId, token: token ?? null }),
    ).rejects.toMatchObject({
      code: 'not_found',
    })
  }
  expect(await readLine(full.ctx, full.session)).toEqual(['ada waiting', 'bob waiting'])
})
