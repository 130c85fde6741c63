import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { auditLog, bookings, clientActivity, clients } from '../../../db/tenant/schema/index.ts'
import { findTraces } from '../../../tests/support/dump-tables.ts'
import { failureOf } from '../../../tests/support/failure-of.ts'
import { signInClient } from '../../../tests/support/make-account.ts'
import { findClientId } from '../../../tests/support/make-askers.ts'
import { makeBooking } from '../../../tests/support/make-booking.ts'
import { makeKnownClient } from '../../../tests/support/make-known-client.ts'
import { makeSession } from '../../../tests/support/make-session.ts'
import { makeTenant, type TestTenant } from '../../../tests/support/make-tenant.ts'
import { makeStaffActor, makeTrainerActor } from '../../../tests/support/make-trainer-actor.ts'
import { ids } from '../../../tests/support/studio-rows.ts'
import { writeEntry } from '../../../tests/support/write-rows.ts'
import { eraseClient } from '../../privacy/erase-client.ts'
import { exportClient } from '../../privacy/export-client.ts'
import { listConsents } from '../../privacy/list-consents.ts'
import { recordConsent } from '../../privacy/record-consent.ts'
import { isAppError } from '../../errors.ts'
import { createClient } from '../create-client.ts'
import { getClient } from '../get-client.ts'
import { listClients } from '../list-clients.ts'
import { addNote } from '../notes/add-note.ts'
import { getClientRecord } from '../get-client-record.ts'
import { tagClient } from '../tags/tag-client.ts'
import { listTimeline } from '../timeline/list-timeline.ts'
import { findMergedInto } from './find-merged-into.ts'
import { mergeClients } from './merge-clients.ts'
import { suggestMerges } from './suggest-merges.ts'

/** Elena has booked; Lena, a second row of hers, was written down by staff. */
async function setUp() {
  const studio = await makeTenant()
  const staff = studio.makeContext({ actor: { kind: 'system' } })
  await makeBooking(studio)
  const goneId = await findClientId(studio, 'elena@example.test')
  const lena = { firstName: 'Lena', lastName: 'Petrova', email: 'lena@example.test' }
  const { id: keepId } = await createClient(staff, { ...lena, phone: '+359888123456' })
  return { studio, staff, keepId, goneId }
}

async function reasonOf(work: Promise<unknown>): Promise<unknown> {
  const error: unknown = await work.catch((thrown: unknown) => thrown)
  return isAppError(error) ? error.details.reason : error
}

const readClient = async ({ ctx: { db } }: TestTenant, id: string) => {
  const [[row]] = await db.read([db.orm.select().from(clients).where(eq(clients.id, id))])
  return row
}

test('all that was one client’s is the other’s, and who went has no address', async () => {
  const { studio, staff, keepId, goneId } = await setUp()
  await addNote(staff, { clientId: goneId, text: 'Knee' })
  for (const clientId of [keepId, goneId]) await tagClient(staff, { clientId, name: 'Morning' })
  await tagClient(staff, { clientId: goneId, name: 'Knee' })
  const news = { kind: 'news', isGiven: true, text: 'News, please', version: '1' } as const
  await recordConsent(staff, { ...news, clientId: goneId })

  const kept = await mergeClients(staff, { keepId, goneId, fields: { email: 'gone' } })
  expect(kept).toMatchObject({ id: keepId, email: 'elena@example.test', phone: '+359888123456' })
  expect(await readClient(studio, goneId)).toMatchObject({ mergedIntoId: keepId, email: null, phone: null })

  const { db } = studio.ctx
  const [booked, activity, log] = await db.read([
    db.orm.select({ clientId: bookings.clientId }).from(bookings),
    db.orm.select().from(clientActivity).orderBy(clientActivity.bookings),
    db.orm
      .select({ subjectId: auditLog.subjectId, after: auditLog.after })
      .from(auditLog)
      .where(sql`action = 'client.merge'`),
  ])
  expect(booked).toEqual([{ clientId: keepId }])
  expect(activity).toMatchObject([
    { clientId: goneId, bookings: 0 },
    { clientId: keepId, bookings: 1 },
  ])
  expect(log).toEqual([
    { subjectId: keepId, after: { goneId } },
    { subjectId: goneId, after: { keepId } },
  ])
  const record = await getClientRecord(staff, { clientId: keepId })
  expect(record.tags.map(({ name }) => name)).toEqual(['Knee', 'Morning'])
  expect(await listConsents(staff, { clientId: keepId })).toMatchObject([{ clientId: goneId, kind: 'news' }])
  const { entries } = await listTimeline(staff, { clientId: keepId, limit: 100 })
  expect(new Set(entries.map(({ kind }) => kind))).toEqual(
    new Set(['merge', 'booking', 'message', 'note', 'consent']),
  )
  expect(await failureOf(getClient(staff, { clientId: goneId }))).toBe('not_found')
  expect((await listClients(staff, { search: 'elena', limit: 9 })).clients.map(({ id }) => id)).toEqual([
    keepId,
  ])
  expect(await findMergedInto(staff, { clientId: goneId })).toBe(keepId)
  const stranger = studio.makeContext({ actor: makeTrainerActor(ids.ivan) })
  expect(await findMergedInto(stranger, { clientId: goneId })).toBeNull()
})

test('who was merged into one who goes is the kept one, too', async () => {
  const { staff, keepId, goneId } = await setUp()
  const { id: thirdId } = await createClient(staff, { firstName: 'Eli', lastName: 'P' })
  await mergeClients(staff, { keepId: goneId, goneId: thirdId })
  await mergeClients(staff, { keepId, goneId })
  expect(await findMergedInto(staff, { clientId: thirdId })).toBe(keepId)
})

test('a login goes along with its address; of two logins neither is lost', async () => {
  const { studio, staff, keepId, goneId } = await setUp()
  const { user } = (await signInClient(studio, { email: 'elena@example.test' })).login
  const kept = await mergeClients(staff, { keepId, goneId, fields: { email: 'keep' } })
  expect(kept).toMatchObject({ userId: user.id, email: 'elena@example.test' })

  const { id: otherId } = await createClient(staff, {
    firstName: 'Bo',
    lastName: '',
    email: 'bo@example.test',
  })
  await signInClient(studio, { email: 'bo@example.test' })
  expect(await reasonOf(mergeClients(staff, { keepId, goneId: otherId }))).toBe('both_sign_in')
})

test('what cannot be one is refused and says why', async () => {
  const { studio, staff, keepId, goneId } = await setUp()
  expect(await failureOf(mergeClients(staff, { keepId, goneId: keepId }))).toBe('invalid_input')
  expect(await failureOf(mergeClients(staff, { keepId, goneId: 'cli_none' }))).toBe('not_found')
  const stale = { keep: 0, gone: 1 }
  expect(await failureOf(mergeClients(staff, { keepId, goneId, editions: stale }))).toBe('changed_meanwhile')
  const trainer = studio.makeContext({ actor: makeTrainerActor(ids.maria) })
  expect(await failureOf(mergeClients(trainer, { keepId, goneId }))).toBe('forbidden')

  const { id: sessionId } = await makeSession(studio)
  for (const clientId of [keepId, goneId]) {
    await writeEntry(studio, { id: `wle_${clientId}`, sessionId, clientId })
  }
  expect(await reasonOf(mergeClients(staff, { keepId, goneId }))).toBe('both_waiting')
  expect((await readClient(studio, goneId))?.mergedIntoId).toBeNull()
})

test('forgetting the kept one forgets who went', async () => {
  const studio = await makeTenant()
  const { owner, clientId: goneId } = await makeKnownClient(studio)
  const staff = studio.makeContext({ actor: { kind: 'system' } })
  const { id: keepId } = await createClient(staff, { firstName: 'Z', lastName: 'M' })
  await mergeClients(staff, { keepId, goneId })
  const { records } = await exportClient(owner, { clientId: keepId })
  expect(records['profile']).toHaveLength(2)
  expect(records['consents']?.length).toBeGreaterThan(0)
  expect(await failureOf(eraseClient(owner, { clientId: goneId, cancelUpcoming: false }))).toBe('not_found')

  await eraseClient(owner, { clientId: keepId, cancelUpcoming: false })
  const told = (await findTraces(studio)).filter((trace) => !trace.startsWith('messages'))
  expect(told).toEqual([])
  expect(await readClient(studio, goneId)).toMatchObject({ firstName: 'Erased', lastName: '' })
  expect((await readClient(studio, goneId))?.erasedAt).not.toBeNull()
})

test('suggested are those of one number, one name and address, one name and birthday, each once', async () => {
  const { studio, staff, keepId } = await setUp()
  const make = async (changes: object) =>
    (await createClient(staff, { firstName: 'Mia', lastName: 'Kirova', ...changes })).id
  studio.clock.advance(1)
  const phone = await make({ firstName: 'Lenka', lastName: '', phone: '+359888123456' })
  studio.clock.advance(1)
  const mia = await make({ email: 'mia@one.test', bornOn: '1990-04-02' })
  studio.clock.advance(1)
  const same = await make({ email: 'mia@two.test' })
  const born = await make({ email: 'other@two.test', bornOn: '1990-04-02' })
  await make({ email: 'no@two.test' })

  const found = await suggestMerges(staff, { clientId: null, limit: 50 })
  expect(found.map(({ reason, keepId: kept, goneId }) => [reason, kept, goneId])).toEqual([
    ['phone', keepId, phone],
    ['email', mia, same],
    ['birthday', mia, born],
  ])
  const ofOne = await suggestMerges(staff, { clientId: same, limit: 50 })
  expect(ofOne).toMatchObject([{ reason: 'email', keepId: same, goneId: mia, goneName: 'Mia Kirova' }])
  const desk = studio.makeContext({ actor: makeStaffActor('front_desk', { id: 'usr_desk' }) })
  expect(await failureOf(suggestMerges(desk, { clientId: null, limit: 9 }))).toBe('done')
})
