import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { auditLog, clients, messages } from '../../db/tenant/schema/index.ts'
import {
  book,
  free,
  joinInOrder,
  makeFullClass,
  readLine,
  type FullClass,
} from '../../tests/support/make-full-class.ts'
import { makeStaffActor, makeTrainerActor } from '../../tests/support/make-trainer-actor.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { hours, minutes } from '../durations.ts'
import { acceptOffer } from './accept-offer.ts'
import { moveWaitlistsOn } from './move-waitlists-on.ts'
import { offerPlace } from './offer-place.ts'

/** A class with a place that came free just now, and Ada, Bob and Cem waiting for one. */
async function makeFreedClass(
  service: object = {},
  names: (string | [string, number])[] = ['ada', 'bob', 'cem'],
) {
  const settings = { waitlistMode: 'offer' as const, offerMinutes: 30, ...service }
  const full = await makeFullClass({ studio: { service: settings } }, { trainerId: ids.maria })
  const entryIds = (await joinInOrder(full, ...names)).map(({ entryId }) => entryId)
  await free(full.ctx, full.bookedIds[0] ?? '')
  const desk = () => full.makeContext({ actor: makeStaffActor('front_desk', { id: 'usr_desk' }) })
  return { ...full, desk, entryIds, entryId: (index: number) => entryIds[index] ?? '' }
}

const readAudit = async ({ ctx: { db } }: FullClass) => {
  const [rows] = await db.read([
    db.orm
      .select()
      .from(auditLog)
      .where(sql`action = 'waitlist.offered'`),
  ])
  return rows.map(({ actor, subjectId, reason }) => ({ actor, subjectId, reason }))
}

test('staff offer a free place to whom they choose: it is kept and told, the others stay in line, and the log says why', async () => {
  const full = await makeFreedClass()

  const entry = await offerPlace(full.desk(), { entryId: full.entryId(1), reason: 'Called and said yes' })

  expect(entry).toMatchObject({ status: 'offered', offerExpiresAt: full.clock.now() + minutes(30) })
  expect(await readLine(full.ctx, full.session)).toEqual(['ada waiting', 'bob offered', 'cem waiting'])
  await expect(book(full.ctx, full.session, 'eve')).rejects.toMatchObject({ code: 'session_full' })
  const { db } = full.ctx
  const [told] = await db.read([
    db.orm
      .select()
      .from(messages)
      .where(sql`recipient = 'bob@example.test' AND kind = 'waitlist_offered'`),
  ])
  expect(told).toHaveLength(1)
  const log = { actor: 'staff:usr_desk', subjectId: full.entryId(1), reason: 'Called and said yes' }
  expect(await readAudit(full)).toEqual([log])

  expect(await offerPlace(full.desk(), { entryId: full.entryId(1) })).toEqual(entry)
  expect(await readAudit(full)).toEqual([log])
  expect((await acceptOffer(full.desk(), { entryId: full.entryId(1) })).booking.status).toBe('confirmed')
})

test('whoever is next needs no reason; an offer nobody takes goes to the next, as ever', async () => {
  const full = await makeFreedClass()
  await offerPlace(full.makeContext({ actor: makeTrainerActor(ids.maria) }), { entryId: full.entryId(0) })

  full.clock.advance(minutes(30))
  await moveWaitlistsOn(full.makeContext())

  expect(await readLine(full.ctx, full.session)).toEqual(['ada expired', 'bob offered', 'cem waiting'])
  await expect(offerPlace(full.desk(), { entryId: full.entryId(0) })).rejects.toMatchObject({
    code: 'conflict',
    details: { reason: 'not_waiting' },
  })
})

test('to pass somebody by takes a reason, and the right to change everybody’s bookings', async () => {
  const full = await makeFreedClass()
  const maria = full.makeContext({ actor: makeTrainerActor(ids.maria) })

  await expect(offerPlace(full.desk(), { entryId: full.entryId(1) })).rejects.toMatchObject({
    code: 'not_allowed',
    details: { reason: 'waitlist_first' },
  })
  await expect(offerPlace(maria, { entryId: full.entryId(1), reason: 'A friend' })).rejects.toMatchObject({
    code: 'forbidden',
  })
  expect(await readLine(full.ctx, full.session)).toEqual(['ada waiting', 'bob waiting', 'cem waiting'])
})

test('whose party does not fit is passed by without a reason, and is not asked', async () => {
  const full = await makeFreedClass({}, [['pair', 2], 'bob'])

  await expect(offerPlace(full.desk(), { entryId: full.entryId(0) })).rejects.toMatchObject({
    code: 'session_full',
  })
  expect(await offerPlace(full.desk(), { entryId: full.entryId(1) })).toMatchObject({ status: 'offered' })
  await expect(offerPlace(full.desk(), { entryId: full.entryId(0) })).rejects.toMatchObject({
    code: 'session_full',
  })
})

test('nobody is asked at night, or when there is no time to answer', async () => {
  const full = await makeFreedClass()
  full.clock.advance(hours(15))
  await expect(offerPlace(full.desk(), { entryId: full.entryId(0) })).rejects.toMatchObject({
    details: { reason: 'quiet_hours', opensAt: full.session.startsAt - hours(2) },
  })

  full.clock.set(full.session.startsAt - minutes(20))
  await expect(offerPlace(full.desk(), { entryId: full.entryId(0) })).rejects.toMatchObject({
    details: { reason: 'too_late' },
  })
})

test('a client who is blocked is offered nothing', async () => {
  const full = await makeFreedClass()
  const { db } = full.ctx
  await db.write([
    db.orm
      .update(clients)
      .set({ blockedAt: 1 })
      .where(sql`email = 'ada@example.test'`),
  ])

  await expect(offerPlace(full.desk(), { entryId: full.entryId(0) })).rejects.toMatchObject({
    code: 'not_allowed',
    details: { reason: 'client_blocked' },
  })
})
