import { expect, test } from 'vitest'
import { charges, messages } from '../../../db/tenant/schema/index.ts'
import { findClientId } from '../../../tests/support/make-askers.ts'
import { makeBooking } from '../../../tests/support/make-booking.ts'
import { makeKnownClient } from '../../../tests/support/make-known-client.ts'
import { makeTenant } from '../../../tests/support/make-tenant.ts'
import { makeStaffActor, makeTrainerActor } from '../../../tests/support/make-trainer-actor.ts'
import { failureOf } from '../../../tests/support/failure-of.ts'
import { ids } from '../../../tests/support/studio-rows.ts'
import { hours } from '../../durations.ts'
import { recordConsent } from '../../privacy/record-consent.ts'
import { addNote } from '../notes/add-note.ts'
import { listTimeline } from './list-timeline.ts'

/** Elena booked with Maria, then with Ivan; somebody noted something, and she agreed to news. */
async function setUp() {
  const studio = await makeTenant()
  const staff = studio.makeContext({ actor: { kind: 'system' } })
  const { id: bookingId, startsAt } = await makeBooking(studio)
  studio.clock.advance(hours(1))
  await makeBooking(studio, { id: 'bkg_ivan', trainerId: ids.ivan, startsAt: startsAt + hours(3) })
  const clientId = await findClientId(studio, 'elena@example.test')
  studio.clock.advance(1)
  await addNote(staff, { clientId, text: 'Knee' })
  studio.clock.advance(1)
  await recordConsent(staff, { clientId, kind: 'news', isGiven: true, text: 'News, please', version: '1' })
  const charge = { kind: 'no_show', amountMinor: 500, currency: 'EUR', losesCredit: false } as const
  const { orm, write } = studio.ctx.db
  await write([
    orm
      .insert(charges)
      .values({ ...charge, id: 'chg_1', bookingId, state: 'owed', createdAt: studio.clock.now() + 1 }),
    orm.update(messages).set({ state: 'skipped', settledAt: 1 }),
  ])
  return { studio, staff, clientId, bookingId }
}

test('what happened is one list, newest first, in pages and by kind', async () => {
  const { staff, clientId, bookingId } = await setUp()
  const { entries } = await listTimeline(staff, { clientId, limit: 100 })
  expect(entries.map(({ kind }) => kind).slice(0, 5)).toEqual([
    'charge',
    'consent',
    'note',
    'booking',
    'booking',
  ])
  expect(entries[0]).toMatchObject({ what: 'no_show', amountMinor: 500, state: 'owed', bookingId })
  expect(entries[1]).toMatchObject({ what: 'news', state: 'given', actor: 'system' })
  expect(entries[2]).toMatchObject({ text: 'Knee', bookingId: null })
  expect(entries[3]).toMatchObject({ what: 'booked', bookingId: 'bkg_ivan' })
  expect(entries.filter(({ kind }) => kind === 'message').length).toBeGreaterThan(1)

  const paged = []
  let before: { at: number; id: string } | null = null
  for (let page = 0; page < entries.length; page += 1) {
    const { entries: found, hasMore } = await listTimeline(staff, { clientId, limit: 2, before })
    paged.push(...found)
    before = found.at(-1) ?? null
    if (!hasMore) break
  }
  expect(paged).toEqual(entries)

  const notes = await listTimeline(staff, { clientId, kind: 'note', limit: 2 })
  expect(notes.entries).toMatchObject([{ kind: 'note' }])
})

test('a trainer reads of their own bookings, and nobody reads of money without the right to it', async () => {
  const { studio, clientId, bookingId } = await setUp()
  const maria = studio.makeContext({ actor: makeTrainerActor(ids.maria) })
  const ofMaria = (await listTimeline(maria, { clientId, limit: 100 })).entries
  const seen = new Set(ofMaria.map((entry) => entry.bookingId))
  expect([...seen].toSorted()).toEqual([bookingId, null].toSorted())

  const manager = makeStaffActor('manager', { id: 'usr_manager' })
  const none = { view: 'none', change: 'none' } as const
  const blind = { ...manager, grants: { ...manager.grants, money: none, messages: none } }
  const kinds = (await listTimeline(studio.makeContext({ actor: blind }), { clientId, limit: 100 })).entries
  expect(new Set(kinds.map(({ kind }) => kind))).toEqual(new Set(['consent', 'note', 'booking']))
  const moneyless = studio.makeContext({ actor: blind })
  expect((await listTimeline(moneyless, { clientId, kind: 'charge', limit: 9 })).entries).toEqual([])
})

test('who is nobody’s or somebody else’s is not found', async () => {
  const { studio, staff, clientId } = await setUp()
  expect(await failureOf(listTimeline(staff, { clientId: 'cli_none', limit: 9 }))).toBe('not_found')
  const stranger = studio.makeContext({ actor: makeTrainerActor('trn_other') })
  expect(await failureOf(listTimeline(stranger, { clientId, limit: 9 }))).toBe('not_found')
})

test('places in waitlists are in it, and mails about them and about the login, for who may see those', async () => {
  const studio = await makeTenant()
  const { owner, clientId, userId } = await makeKnownClient(studio)
  const account = {
    id: 'msg_account',
    userId,
    kind: 'account_password_changed',
    recipient: 'a@example.test',
  } as const
  const { orm, write } = studio.ctx.db
  const mail = { ...account, channel: 'email', locale: 'en', bookingVersion: 1, plannedAt: 1 } as const
  await write([orm.insert(messages).values(mail)])
  const read = async (actor = owner.actor) => {
    const { entries } = await listTimeline(studio.makeContext({ actor }), { clientId, limit: 100 })
    return entries.map(({ kind, what }) => `${kind} ${what}`)
  }

  const all = await read()
  expect(all).toContain('waitlist joined')
  expect(all).toContain('message account_password_changed')
  expect(await read(makeTrainerActor(ids.maria))).not.toContain('message account_password_changed')
  const one = await listTimeline(owner, { clientId, kind: 'waitlist', limit: 100 })
  expect(new Set(one.entries.map(({ kind }) => kind))).toEqual(new Set(['waitlist']))
})
