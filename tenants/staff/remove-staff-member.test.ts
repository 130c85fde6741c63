import { asc } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { bookings } from '../../db/tenant/schema/index.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { makeClassStudio, type ClassStudio } from '../../tests/support/make-class-studio.ts'
import { addTeam, people, refusal } from '../../tests/support/make-team.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { createBooking } from '../bookings/create-booking.ts'
import { hours } from '../durations.ts'
import { removeStaffMember } from './remove-staff-member.ts'

/** Tuesday 5 January 2027 at 10:00 in Sofia. */
const TEN = Date.UTC(2027, 0, 5, 8)

async function book(studio: ClassStudio, changes: Parameters<typeof makeBookingInput>[0] = {}) {
  const { booking } = await createBooking(
    studio.makeContext(),
    makeBookingInput({ startsAt: TEN, ...changes }),
  )
  return booking.id
}

async function readAll({ ctx: { db } }: ClassStudio) {
  const [rows] = await db.read([db.orm.select().from(bookings).orderBy(asc(bookings.startsAt))])
  return rows
}

test('a trainer with bookings to come is not let go without a word about them', async () => {
  const team = await addTeam(await makeClassStudio())
  const first = await book(team)
  const second = await book(team, { startsAt: TEN + hours(2) })
  await book(team, { startsAt: TEN + hours(2), trainerId: ids.ivan })
  const owner = await team.as(people.olga)
  const userId = people.maria

  await expect(removeStaffMember(owner, { userId })).rejects.toMatchObject({
    code: 'conflict',
    details: {
      reason: 'has_bookings',
      errors: [
        { path: first, code: 'booking', message: 'Tuesday 5 January at 10:00' },
        { path: second, code: 'booking' },
      ],
    },
  })
  expect((await team.readStaff()).get(userId)).toMatchObject({ status: 'active' })
  await expect(removeStaffMember(owner, { userId, reassignTo: 'ivan' })).rejects.toMatchObject({
    details: { reason: 'has_bookings', errors: [{ path: second }] },
  })
  expect((await team.readStaff()).get(userId)).toMatchObject({ status: 'active' })

  await removeStaffMember(await team.as(people.olga), { userId, leaveBookings: true })
  expect((await team.readStaff()).get(userId)).toMatchObject({ status: 'removed' })
  expect((await readAll(team)).find(({ id }) => id === second)).toMatchObject({
    trainerId: ids.maria,
    status: 'confirmed',
  })
  const removed = (await team.readAudit()).find(({ action }) => action === 'staff.removed')
  expect(removed).toMatchObject({ after: { bookingsLeft: [second] } })
})

test('a manager does not move an owner’s bookings by removing them', async () => {
  const team = await addTeam(await makeClassStudio())
  const { db } = team.ctx
  await db.write([db.orm.run(`UPDATE staff SET role = 'owner' WHERE user_id = '${people.maria}'`)])
  const id = await book(team)
  const work = removeStaffMember(await team.as(people.martin), { userId: people.maria, reassignTo: 'ivan' })

  expect(await refusal(work)).toEqual(['forbidden', 'above_you'])
  expect((await readAll(team)).find((row) => row.id === id)).toMatchObject({ trainerId: ids.maria })
})

test('who leaves with nothing in the way is not let go while something comes in', async () => {
  const team = await addTeam(await makeClassStudio())
  const owner = await team.as(people.olga)
  const { read } = owner.db
  let isBooked = false
  owner.db.read = async (statements) => {
    const answer = await read(statements)
    // The last look before it is written.
    if (!isBooked && statements.length === 3) {
      isBooked = true
      await book(team)
    }
    return answer
  }

  expect(await refusal(removeStaffMember(owner, { userId: people.maria }))).toEqual([
    'conflict',
    'has_bookings',
  ])
  expect(isBooked).toBe(true)
})
