import { describe, expect, test } from 'vitest'
import { askers, makeAskers, type Answers, type Asker } from '../../tests/support/make-askers.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { addBooking, addSession, makeClassStudio } from '../../tests/support/make-class-studio.ts'
import { makeTenant, MONDAY_MORNING } from '../../tests/support/make-tenant.ts'
import { makeTrainerActor } from '../../tests/support/make-trainer-actor.ts'
import { failureOf } from '../../tests/support/failure-of.ts'
import { readState } from '../../tests/support/read-state.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import type { TenantContext } from '../context.ts'
import { days, hours } from '../durations.ts'
import { listCharges } from '../policies/list-charges.ts'
import { waiveCharge } from '../policies/waive-charge.ts'
import { cancelBooking } from './cancel-booking.ts'
import { changeBooking } from './change-booking.ts'
import { checkIn } from './check-in.ts'
import { confirmBooking } from './confirm-booking.ts'
import { declineBooking } from './decline-booking.ts'
import { getBooking } from './get-booking.ts'
import { listBookings } from './list-bookings.ts'
import { listHistory } from './list-history.ts'
import { markNoShow } from './mark-no-show.ts'
import { previewCancel } from './preview-cancel.ts'
import { rescheduleBooking } from './reschedule-booking.ts'
import { undoCheckIn } from './undo-check-in.ts'
import { undoNoShow } from './undo-no-show.ts'

type Row = Awaited<ReturnType<typeof makeBooking>>
type Changes = Parameters<typeof makeBooking>[1]
type Deed = {
  run: (ctx: TenantContext, row: Row) => Promise<unknown>
  /** What else the booking is like. */
  booking?: Changes
  /** How long before (ms) it has begun; without, it is days ahead. */
  agoMs?: number
  answers: Answers
}

/** For the client whose it is and the trainer it is with. */
const theirs: Answers = {
  visitor: 'not_found',
  client: 'done',
  'another client': 'not_found',
  trainer: 'done',
  'another trainer': 'not_found',
  'front desk': 'done',
  looker: 'forbidden',
  powerless: 'forbidden',
}
/** To be looked at. */
const toSee: Answers = { ...theirs, looker: 'done' }
/** For staff alone. */
const forStaff: Answers = {
  ...theirs,
  visitor: 'unauthorized',
  client: 'forbidden',
  'another client': 'forbidden',
}
const pending = { status: 'pending', expiresAt: MONDAY_MORNING + days(1) } as const

const deeds: Record<string, Deed> = {
  look: { run: (ctx, { id }) => getBooking(ctx, { bookingId: id, manageToken: '' }), answers: toSee },
  'read its history': { run: (ctx, { id }) => listHistory(ctx, { bookingId: id }), answers: toSee },
  'read what is owed': { run: (ctx, { id }) => listCharges(ctx, { bookingId: id }), answers: toSee },
  'ask what cancelling costs': {
    run: (ctx, { id }) => previewCancel(ctx, { bookingId: id }),
    answers: toSee,
  },
  cancel: { run: (ctx, { id }) => cancelBooking(ctx, { bookingId: id }), answers: theirs },
  'change the note': {
    run: (ctx, { id }) => changeBooking(ctx, { bookingId: id, notes: 'x' }),
    answers: theirs,
  },
  move: {
    run: (ctx, { id, startsAt }) =>
      rescheduleBooking(ctx, { bookingId: id, startsAt: startsAt + hours(2), idempotencyKey: 'k' }),
    answers: theirs,
  },
  'call off': {
    run: (ctx, { id }) => cancelBooking(ctx, { bookingId: id, isByStudio: true }),
    answers: { ...theirs, client: 'not_allowed' },
  },
  'forgive while cancelling': {
    run: (ctx, { id }) => cancelBooking(ctx, { bookingId: id, waiveReason: 'Ill' }),
    answers: { ...theirs, client: 'not_allowed', trainer: 'forbidden' },
  },
  confirm: {
    run: (ctx, { id }) => confirmBooking(ctx, { bookingId: id }),
    booking: pending,
    answers: forStaff,
  },
  decline: {
    run: (ctx, { id }) => declineBooking(ctx, { bookingId: id }),
    booking: pending,
    answers: forStaff,
  },
  'check in': { run: (ctx, { id }) => checkIn(ctx, { bookingId: id }), agoMs: hours(2), answers: forStaff },
  'undo a check-in': {
    run: (ctx, { id }) => undoCheckIn(ctx, { bookingId: id }),
    booking: { status: 'checked_in' },
    agoMs: hours(2),
    answers: forStaff,
  },
  'mark a no-show': {
    run: (ctx, { id }) => markNoShow(ctx, { bookingId: id }),
    agoMs: hours(2),
    answers: forStaff,
  },
  'undo a no-show': {
    run: (ctx, { id }) => undoNoShow(ctx, { bookingId: id }),
    booking: { status: 'no_show' },
    agoMs: hours(2),
    answers: forStaff,
  },
  'forgive a no-show': {
    run: (ctx, { id }) => waiveCharge(ctx, { bookingId: id, reason: 'Ill' }),
    booking: { status: 'no_show' },
    agoMs: hours(2),
    answers: { ...forStaff, trainer: 'forbidden', 'another trainer': 'forbidden' },
  },
}

describe('one booking of Elena’s with Maria', () => {
  test.each(Object.entries(deeds))('to %s is for whom it concerns', async (_name, deed) => {
    const studio = await makeTenant()
    const book = (index: number) =>
      makeBooking(studio, {
        startsAt:
          deed.agoMs === undefined
            ? MONDAY_MORNING + days(index + 1) + hours(2)
            : MONDAY_MORNING - deed.agoMs - hours(2 * index),
        ...deed.booking,
      })
    const rows = new Map<Asker, Row>()
    for (const [index, asker] of askers.entries()) rows.set(asker, await book(index))
    const contexts = await makeAskers(studio)
    const stranger = await makeTenant()

    const answers: Partial<Answers> = {}
    for (const [asker, row] of rows) {
      const before = await readState(studio)
      answers[asker] = await failureOf(deed.run(contexts[asker], row))
      if (answers[asker] !== 'done') expect(await readState(studio)).toEqual(before)
      // Of another studio's there is nothing to be known, for nobody.
      const elsewhere = stranger.makeContext({ actor: contexts[asker].actor })
      const refused = await failureOf(deed.run(elsewhere, row))
      expect(['not_found', 'unauthorized', 'forbidden']).toContain(refused)
      if (answers[asker] === 'not_found') expect(refused).toBe('not_found')
    }
    expect(answers).toEqual(deed.answers)
  })
})

test('somebody else’s booking and an unknown one get the same answer', async () => {
  const studio = await makeTenant()
  const { id } = await makeBooking(studio)
  const contexts = await makeAskers(studio)
  const answer = (ctx: TenantContext, bookingId: string) =>
    getBooking(ctx, { bookingId, manageToken: '' }).catch((error: Error) => [error.message, error])

  for (const asker of ['visitor', 'another client', 'another trainer'] as const) {
    expect(await answer(contexts[asker], id)).toEqual(await answer(contexts[asker], 'bkg_unknown'))
  }
})

test('a trainer lists what they give, first or second, whatever they filter by', async () => {
  const studio = await makeClassStudio()
  const helped = await addSession(studio, { trainerId: ids.ivan, secondTrainerId: ids.maria })
  const others = await addSession(studio, {
    trainerId: ids.ivan,
    startsAt: helped.startsAt + hours(2),
    takes: [],
  })
  const own = await makeBooking(studio, { startsAt: MONDAY_MORNING + hours(4) })
  const place = await addBooking(studio, helped)
  const foreign = await addBooking(studio, others)
  const { trainer, 'another trainer': ivan, 'front desk': desk, client, powerless } = await makeAskers(studio)
  const list = async (ctx: TenantContext, query = {}) => {
    const { bookings, hasMore } = await listBookings(ctx, { limit: 100, ...query })
    return [...bookings.map(({ id }) => id), ...(hasMore ? ['…'] : [])]
  }

  expect(await list(desk)).toEqual([own.id, place.id, foreign.id])
  expect(await list(trainer)).toEqual([own.id, place.id])
  expect(await list(trainer, { limit: 1 })).toEqual([own.id, '…'])
  expect(await list(trainer, { limit: 1, after: { startsAt: own.startsAt, id: own.id } })).toEqual([place.id])
  expect(await list(trainer, { trainerId: ids.ivan })).toEqual([place.id])
  expect(await list(trainer, { sessionId: others.id })).toEqual([])
  expect(await list(trainer, { clientEmail: foreign.contactEmail })).toEqual([])
  expect(await list(ivan)).toEqual([place.id, foreign.id])
  expect(await failureOf(list(client))).toBe('forbidden')
  expect(await failureOf(list(powerless))).toBe('forbidden')

  expect(await failureOf(checkIn(trainer, { bookingId: foreign.id }))).toBe('not_found')
  expect(await failureOf(changeBooking(trainer, { bookingId: place.id, notes: 'x' }))).toBe('done')
})

test('of a party a trainer has those who come to them', async () => {
  const studio = await makeClassStudio()
  const own = await addSession(studio)
  const others = await addSession(studio, { trainerId: ids.ivan, takes: [] })
  const first = await addBooking(studio, own, { partyId: 'bkg_party' })
  const moved = await addBooking(studio, others, {
    partyId: 'bkg_party',
    guestPosition: 1,
    clientId: first.clientId,
  })
  const trainer = studio.makeContext({ actor: makeTrainerActor(ids.maria) })

  await cancelBooking(trainer, { bookingId: first.id, isWholeParty: true })
  const read = (bookingId: string) => getBooking(studio.staff, { bookingId, manageToken: '' })
  expect((await read(first.id)).status).toBe('cancelled')
  expect((await read(moved.id)).status).toBe('confirmed')
})
