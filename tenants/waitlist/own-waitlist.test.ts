import { expect, test } from 'vitest'
import { failureOf } from '../../tests/support/failure-of.ts'
import { findClientId, makeAskers, refusedFirst, type Answers } from '../../tests/support/make-askers.ts'
import { book, freeAndPromote, joinInOrder, makeFullClass } from '../../tests/support/make-full-class.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { readState } from '../../tests/support/read-state.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import type { TenantContext } from '../context.ts'
import { acceptOffer } from './accept-offer.ts'
import { declineOffer } from './decline-offer.ts'
import { getWaitlistEntry } from './get-waitlist-entry.ts'
import { leaveWaitlist } from './leave-waitlist.ts'
import { listWaitlist } from './list-waitlist.ts'
import { offerPlace } from './offer-place.ts'

const theirs: Answers = {
  client: 'done',
  trainer: 'done',
  'front desk': 'done',
  visitor: 'not_found',
  'another client': 'not_found',
  'another trainer': 'not_found',
  looker: 'forbidden',
  powerless: 'forbidden',
}

/** What clients have no say in. */
const staffOnly: Answers = {
  ...theirs,
  client: 'forbidden',
  visitor: 'unauthorized',
  'another client': 'forbidden',
}

/** Elena waits for a class of Maria's. */
async function setUp(service: object = {}, givenBy: object = { trainerId: ids.maria }) {
  const full = await makeFullClass({ studio: { service } }, givenBy)
  const [waiting] = await joinInOrder(full, 'elena')
  return { ...full, entryId: waiting?.entryId ?? '', contexts: await makeAskers(full) }
}

const deeds: Record<string, [(ctx: TenantContext, entryId: string) => Promise<unknown>, boolean, Answers?]> =
  {
    look: [(ctx, entryId) => getWaitlistEntry(ctx, { entryId }), false, { ...theirs, looker: 'done' }],
    leave: [(ctx, entryId) => leaveWaitlist(ctx, { entryId }), false],
    accept: [(ctx, entryId) => acceptOffer(ctx, { entryId }), true],
    offer: [(ctx, entryId) => offerPlace(ctx, { entryId }), true, staffOnly],
    decline: [(ctx, entryId) => declineOffer(ctx, { entryId }), true],
  }

test.each(Object.entries(deeds))(
  'Elena’s place in Maria’s waitlist: to %s',
  async (_name, [run, isOffered, expected = theirs]) => {
    const { contexts, entryId, ...full } = await setUp({ waitlistMode: isOffered ? 'offer' : 'auto' })
    if (isOffered) await freeAndPromote(full.ctx, full)
    const stranger = await makeTenant()
    const answers: Partial<Answers> = {}
    for (const asker of refusedFirst(expected)) {
      const before = await readState(full)
      answers[asker] = await failureOf(run(contexts[asker], entryId))
      if (answers[asker] !== 'done') expect(await readState(full)).toEqual(before)
      const elsewhere = stranger.makeContext({ actor: contexts[asker].actor })
      expect(await failureOf(run(elsewhere, entryId))).not.toBe('done')
    }
    expect(answers).toEqual(expected)
  },
)

test('the second trainer knows who waits, too', async () => {
  const { contexts, entryId } = await setUp({}, { trainerId: ids.maria, secondTrainerId: ids.ivan })
  expect((await getWaitlistEntry(contexts['another trainer'], { entryId })).id).toBe(entryId)
})

test('a whole line is for those who give the class; others know that there is one', async () => {
  const { contexts, session, entryId } = await setUp()
  const list = (ctx: TenantContext, sessionId = session.id) => listWaitlist(ctx, { sessionId })
  expect((await list(contexts.trainer)).entries.map(({ id }) => id)).toEqual([entryId])
  expect((await list(contexts['front desk'])).entries).toHaveLength(1)
  expect(await failureOf(list(contexts['another trainer']))).toBe('forbidden')
  expect(await failureOf(list(contexts['another trainer'], 'ses_none'))).toBe('not_found')
  expect(await failureOf(list(contexts.client))).toBe('forbidden')
  expect(await failureOf(list(contexts.visitor))).toBe('unauthorized')
  expect(await failureOf(list(contexts.powerless))).toBe('forbidden')
})

test('who has accepted for a client is on record', async () => {
  const { contexts, entryId, ...full } = await setUp({ waitlistMode: 'offer' })
  await freeAndPromote(full.ctx, full)
  const { booking } = await acceptOffer(contexts.client, { entryId })
  expect(booking.clientId).toBe(await findClientId(full, 'elena@example.test'))
  expect(booking.source).toBe('waitlist')
  expect(await failureOf(book(contexts.client, full.session, 'else', { source: 'staff' }))).toBe('forbidden')
})
