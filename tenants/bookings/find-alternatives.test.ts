import { expect, test } from 'vitest'
import { clientGroups, clients, groupWindows, timeOff } from '../../db/tenant/schema/index.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { hours, minutes } from '../durations.ts'
import { isAppError, type Alternative } from '../errors.ts'
import { createBooking } from './create-booking.ts'

/** Monday 4 January 2027, 10:00 in Sofia; the studio's clock says 08:00. */
const TEN = Date.UTC(2027, 0, 4, 8)
const elena = { firstName: 'Elena', lastName: 'Ivanova', email: 'elena@example.test' }

async function makeStudio() {
  const studio = await makeTenant()
  const book = (changes: Parameters<typeof makeBookingInput>[0] = {}) =>
    createBooking(studio.makeContext(), makeBookingInput({ startsAt: TEN, ...changes }))
  /** What is offered to whoever comes too late for Maria at ten. */
  const alternatives = async (changes: Parameters<typeof book>[0] = {}): Promise<Alternative[]> => {
    const error: unknown = await book(changes).then(
      () => undefined,
      (reason: unknown) => reason,
    )
    if (isAppError(error, 'slot_taken')) return error.details.alternatives ?? []
    throw new Error('it was not taken', { cause: error })
  }
  return { db: studio.ctx.db, book, alternatives }
}

test('the same time with another trainer comes first, then the nearest, where another trainer is as far as an hour', async () => {
  const { book, alternatives } = await makeStudio()
  await book()

  expect(await alternatives()).toEqual([
    { startsAt: TEN, trainerId: ids.ivan },
    { startsAt: TEN - minutes(30), trainerId: ids.ivan },
    { startsAt: TEN + minutes(30), trainerId: ids.ivan },
    { startsAt: TEN + minutes(90), trainerId: ids.maria },
    { startsAt: TEN - minutes(60), trainerId: ids.ivan },
  ])
})

test('no time is offered at which the client is somewhere else', async () => {
  const { book, alternatives } = await makeStudio()
  await book()
  await book({ client: elena, startsAt: TEN + hours(2), trainerId: ids.ivan })

  const offered = await alternatives({ client: elena })

  expect(offered.map(({ startsAt }) => startsAt)).not.toContain(TEN + minutes(90))
  expect(offered.map(({ startsAt }) => startsAt)).not.toContain(TEN + hours(2))
})

test('none is further ahead than the client’s group may book', async () => {
  const { db, book, alternatives } = await makeStudio()
  await db.write([
    db.orm.insert(clientGroups).values({ id: 'grp_new', name: { en: 'New' } }),
    db.orm
      .insert(groupWindows)
      .values({ id: 'grw_1', clientGroupId: 'grp_new', windowKind: 'calendar_days', windowDays: 0 }),
    db.orm
      .insert(clients)
      .values({ ...elena, id: 'cli_elena', locale: 'en', clientGroupId: 'grp_new', createdAt: 0 }),
  ])
  const evening = TEN + hours(7)
  const away = { startsAt: TEN - hours(2), endsAt: evening }
  await db.write([
    db.orm.insert(timeOff).values([
      { ...away, id: 'off_1', trainerId: ids.maria },
      { ...away, id: 'off_2', trainerId: ids.ivan },
    ]),
  ])
  await book({ startsAt: evening })

  const offered = await alternatives({ startsAt: evening, client: elena })

  expect(offered).toEqual([{ startsAt: evening, trainerId: ids.ivan }])
  expect(await alternatives({ startsAt: evening })).toHaveLength(5)
})

test('every one of them can be booked', async () => {
  const { book, alternatives } = await makeStudio()
  await book()

  for (const { startsAt, trainerId } of await alternatives()) {
    const { alternatives: again, book: bookThere } = await makeStudio()
    await bookThere()
    expect(await again()).toContainEqual({ startsAt, trainerId })
    expect((await bookThere({ startsAt, trainerId })).isNew).toBe(true)
  }
})
