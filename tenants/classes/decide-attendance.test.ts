import { expect, test } from 'vitest'
import { auditLog } from '../../db/tenant/schema/index.ts'
import { addBooking, addSession, makeClassStudio } from '../../tests/support/make-class-studio.ts'
import { join } from '../../tests/support/make-full-class.ts'
import { listFaults, readSession } from '../../tests/support/read-session.ts'
import { hours, minutes } from '../durations.ts'
import { changeSession } from './change-session.ts'
import { decideAttendance } from './decide-attendance.ts'

/** A session in four hours that is decided in one. */
async function makeUndecided(booked: number, changes = {}) {
  const studio = await makeClassStudio({ studio: { settings: { defaultLocale: 'en' } } })
  const now = studio.clock.now()
  const session = await addSession(studio, {
    startsAt: now + hours(4),
    decideAt: now + hours(1),
    minAttendance: 2,
    ...changes,
  })
  for (let i = 0; i < booked; i += 1) await addBooking(studio, session)
  const system = studio.makeContext({ actor: { kind: 'system' } })
  const decide = () => decideAttendance(system)
  const read = () => readSession(studio, session.id)
  return { ...studio, studio, session, decide, read }
}

test('with too few people it is cancelled at the deciding time: everybody is told, and nobody owes anything', async () => {
  const { clock, decide, read, session, studio } = await makeUndecided(1)

  expect(await decide()).toBe(session.decideAt)
  expect((await read()).session.status).toBe('scheduled')
  clock.advance(hours(1))
  expect(await decide()).toBeNull()

  const { session: row, people, told } = await read()
  expect(row).toMatchObject({
    status: 'cancelled',
    cancelReason: 'Too few people had booked.',
    decideAt: null,
  })
  expect(people).toMatchObject([
    { status: 'cancelled', cancelKind: 'studio', cancelReason: 'Too few people had booked.' },
  ])
  expect(told.filter(({ kind }) => kind === 'booking_cancelled')).toHaveLength(1)
  const { db } = studio.ctx
  const [audit] = await db.read([db.orm.select().from(auditLog)])
  expect(audit).toMatchObject([
    { actor: 'system', action: 'session.cancel', subjectId: session.id, reason: '1 of 2' },
  ])
  expect(await listFaults(studio)).toEqual([])
})

test('with enough people it takes place, and is not decided again when somebody leaves', async () => {
  const { clock, decide, read, staff, session } = await makeUndecided(2)
  clock.advance(hours(1))

  expect(await decide()).toBeNull()
  await changeSession(staff, { sessionId: session.id, capacity: 8 })
  await decide()

  expect((await read()).session).toMatchObject({ status: 'scheduled', decideAt: null })
})

test('who is cancelled, or has not been confirmed, does not count', async () => {
  const { clock, decide, read, studio, session } = await makeUndecided(1)
  await addBooking(studio, session, { status: 'cancelled' })
  await addBooking(studio, session, { status: 'pending', expiresAt: session.startsAt })
  clock.advance(hours(1))

  await decide()

  const { session: row, people } = await read()
  expect(row.status).toBe('cancelled')
  expect(people.every(({ status }) => status === 'cancelled')).toBe(true)
})

test('one that is to be decided after it began, or needs nobody, takes place', async () => {
  const { clock, decide, read } = await makeUndecided(0)
  clock.advance(hours(4) + minutes(1))

  expect(await decide()).toBeNull()

  expect((await read()).session.status).toBe('scheduled')
})

test('whoever waits for a cancelled session waits no more', async () => {
  const { clock, ctx, decide, read, session } = await makeUndecided(1, { capacity: 1 })
  await join(ctx, session, { name: 'wanda' })
  clock.advance(hours(1))

  await decide()

  expect((await read()).waiting).toMatchObject([{ status: 'unmet' }])
})

test('it is not for visitors', async () => {
  const { ctx, clock, read } = await makeUndecided(0)
  clock.advance(hours(1))

  await expect(decideAttendance(ctx)).rejects.toMatchObject({ code: 'unauthorized' })
  expect((await read()).session.status).toBe('scheduled')
})
