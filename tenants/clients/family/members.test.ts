import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { auditLog, bookings } from '../../../db/tenant/schema/index.ts'
import { failureOf } from '../../../tests/support/failure-of.ts'
import { findClientId } from '../../../tests/support/make-askers.ts'
import { makeBooking } from '../../../tests/support/make-booking.ts'
import { makeTenant } from '../../../tests/support/make-tenant.ts'
import { makeTrainerActor } from '../../../tests/support/make-trainer-actor.ts'
import { ids } from '../../../tests/support/studio-rows.ts'
import { MAX_DEPENDENTS } from '../../account/dependent-rows.ts'
import { getClientRecord } from '../get-client-record.ts'
import { addMember } from './add-member.ts'
import { changeMember } from './change-member.ts'
import { removeMember } from './remove-member.ts'

const kiril = { firstName: 'Kiril', lastName: 'Petrov' }

/** Elena, who has booked with Maria; and what the log says of her family. */
async function setUp() {
  const studio = await makeTenant()
  await makeBooking(studio)
  const clientId = await findClientId(studio, 'elena@example.test')
  const maria = studio.makeContext({ actor: makeTrainerActor(ids.maria) })
  const { db } = studio.ctx
  const readLog = async () => {
    const isFamily = sql`action LIKE 'client.family%'`
    const [rows] = await db.read([db.orm.select({ action: auditLog.action }).from(auditLog).where(isFamily)])
    return rows.map(({ action }) => action)
  }
  return { studio, db, clientId, maria, readLog }
}

test('a trainer writes down the family of a client of theirs, corrects it and takes it away', async () => {
  const { studio, clientId, maria, readLog } = await setUp()
  const { id: dependentId } = await addMember(maria, { clientId, ...kiril })
  expect((await addMember(maria, { clientId, ...kiril })).id).toBe(dependentId)
  await changeMember(maria, { clientId, dependentId, ...kiril, firstName: 'Kiro' })
  expect((await getClientRecord(maria, { clientId })).family).toMatchObject([{ firstName: 'Kiro' }])
  const ivan = studio.makeContext({ actor: makeTrainerActor(ids.ivan) })
  expect(await failureOf(removeMember(ivan, { clientId, dependentId }))).toBe('not_found')
  await removeMember(maria, { clientId, dependentId })
  expect((await getClientRecord(maria, { clientId })).family).toEqual([])
  expect(await failureOf(removeMember(maria, { clientId, dependentId }))).toBe('not_found')
  expect(await readLog()).toEqual([
    'client.family_added',
    'client.family_added',
    'client.family_changed',
    'client.family_removed',
  ])
})

test('whoever something is booked for stays, and twenty are a family: what is refused is not in the log', async () => {
  const { db, clientId, maria, readLog } = await setUp()
  const { id: dependentId } = await addMember(maria, { clientId, ...kiril })
  await db.write([db.orm.update(bookings).set({ dependentId })])
  expect(await failureOf(removeMember(maria, { clientId, dependentId }))).toBe('conflict')
  for (let count = 1; count < MAX_DEPENDENTS; count += 1) {
    await addMember(maria, { clientId, ...kiril, firstName: `Child ${count}` })
  }
  expect(await failureOf(addMember(maria, { clientId, firstName: 'One', lastName: 'More' }))).toBe(
    'not_allowed',
  )
  expect(await readLog()).toHaveLength(MAX_DEPENDENTS)
})
