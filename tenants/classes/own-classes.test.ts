import { describe, expect, test } from 'vitest'
import { failureOf } from '../../tests/support/failure-of.ts'
import { makeAskers, refusedFirst, type Answers } from '../../tests/support/make-askers.ts'
import { addBooking, addSession, classIds, makeClassStudio } from '../../tests/support/make-class-studio.ts'
import { makeSeries, readSessions, tuesdays } from '../../tests/support/make-series.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { readState } from '../../tests/support/read-state.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import type { TenantContext } from '../context.ts'
import { hours } from '../durations.ts'
import { cancelClassSeries } from './cancel-class-series.ts'
import { cancelSession } from './cancel-session.ts'
import { changeClassSeries } from './change-class-series.ts'
import { changeSession } from './change-session.ts'
import { createClassSeries } from './create-class-series.ts'
import { createSession } from './create-session.ts'
import { getClassSeries } from './get-class-series.ts'
import { getRoster } from './get-roster.ts'
import { listClassSeries } from './list-class-series.ts'
import { previewClassSeries } from './preview-class-series.ts'
import { previewSeriesChange } from './preview-series-change.ts'
import { previewSessionChange } from './preview-session-change.ts'
import { substituteTrainer } from './substitute-trainer.ts'

const own: Answers = {
  client: 'forbidden',
  trainer: 'done',
  'front desk': 'done',
  visitor: 'unauthorized',
  'another client': 'forbidden',
  'another trainer': 'forbidden',
  looker: 'forbidden',
  powerless: 'forbidden',
}
const toSee: Answers = { ...own, looker: 'done' }
/** What is beyond a trainer, for their own classes too. */
const beyond: Answers = { ...own, trainer: 'forbidden' }
const WEDNESDAY = Date.UTC(2027, 0, 6, 12)

async function setUp() {
  const studio = await makeClassStudio()
  await makeBooking(studio)
  return { ...studio, contexts: await makeAskers(studio) }
}

type Asked = { run: (ctx: TenantContext) => Promise<unknown>; expected: Answers }

/** Asks everybody, and expects these answers, and that those who are refused have changed nothing. */
async function askAll(
  { contexts, ...studio }: Awaited<ReturnType<typeof setUp>>,
  { run, expected }: Asked,
): Promise<void> {
  const answers: Partial<Answers> = {}
  for (const asker of refusedFirst(expected)) {
    const before = await readState(studio)
    const answer = await failureOf(run(contexts[asker]))
    // Several put on the same class at the same time: what is in the way is no matter of rights.
    answers[asker] = answer === 'conflict' ? 'done' : answer
    if (answer !== 'done') expect(await readState(studio)).toEqual(before)
  }
  expect(answers).toEqual(expected)
}

describe('a session that Maria gives', () => {
  type Deed = (ctx: TenantContext, sessionId: string, at: number) => Promise<unknown>
  const deeds: Record<string, [Deed, Answers]> = {
    'read its roster': [
      (ctx, sessionId) => getRoster(ctx, sessionId),
      { ...toSee, 'another trainer': 'not_found' },
    ],
    cancel: [(ctx, sessionId) => cancelSession(ctx, { sessionId }), own],
    'move to another time': [
      (ctx, sessionId, at) => changeSession(ctx, { sessionId, startsAt: at + hours(4) }),
      own,
    ],
    'change how many come': [(ctx, sessionId) => changeSession(ctx, { sessionId, capacity: 5 }), own],
    'preview a change': [(ctx, sessionId) => previewSessionChange(ctx, { sessionId, capacity: 5 }), own],
    'give to somebody else': [
      (ctx, sessionId) => substituteTrainer(ctx, { sessionId, trainerId: ids.ivan }),
      beyond,
    ],
    'give together with somebody': [
      (ctx, sessionId) => changeSession(ctx, { sessionId, secondTrainerId: ids.ivan }),
      beyond,
    ],
    price: [(ctx, sessionId) => changeSession(ctx, { sessionId, priceMinor: 1 }), beyond],
    'change whatever is in the way': [
      (ctx, sessionId) => changeSession(ctx, { sessionId, capacity: 5, overrideReason: 'Why not' }),
      beyond,
    ],
  }
  test.each(Object.entries(deeds))('to %s', async (_name, [run, expected]) => {
    const studio = await setUp()
    const session = await addSession(studio)
    await askAll(studio, { run: (ctx) => run(ctx, session.id, session.startsAt), expected })

    const stranger = await makeTenant()
    const elsewhere = stranger.makeContext({ actor: studio.contexts.trainer.actor })
    expect(await failureOf(run(elsewhere, session.id, session.startsAt))).toBe('not_found')
  })

  test('is the second trainer’s as well, but not to take over', async () => {
    const { contexts, ...studio } = await setUp()
    const session = await addSession(studio, { secondTrainerId: ids.ivan })
    const sessionId = session.id
    const ivan = contexts['another trainer']
    await addBooking(studio, session)

    expect((await getRoster(ivan, sessionId)).people).toHaveLength(1)
    expect(await failureOf(substituteTrainer(ivan, { sessionId, trainerId: ids.ivan }))).toBe('forbidden')
    expect(await failureOf(changeSession(ivan, { sessionId, secondTrainerId: null }))).toBe('forbidden')
    expect(await failureOf(cancelSession(ivan, { sessionId }))).toBe('done')
  })

  test('was cancelled: nobody else hears more of it', async () => {
    const { contexts, staff, ...studio } = await setUp()
    const { id: sessionId } = await addSession(studio)
    await cancelSession(staff, { sessionId })
    expect(await failureOf(cancelSession(contexts['another trainer'], { sessionId }))).toBe('forbidden')
    expect(await failureOf(cancelSession(contexts.trainer, { sessionId }))).toBe('done')
  })
})

describe('putting on a class', () => {
  const session = { serviceId: classIds.yoga, trainerId: ids.maria, startsAt: WEDNESDAY }
  const series = { ...tuesdays, count: 2 }
  const cases: [string, object, Answers][] = [
    ['by Maria', {}, own],
    ['by Maria with Ivan', { secondTrainerId: ids.ivan }, beyond],
    ['by Ivan', { trainerId: ids.ivan }, { ...beyond, 'another trainer': 'done' }],
    ['whatever is in the way', { overrideReason: 'Why not' }, beyond],
  ]
  test.each(cases)('%s', async (_name, changes, expected) => {
    const studio = await setUp()
    const once = { ...session, ...changes }
    const weekly = { ...series, ...changes }
    await askAll(studio, { run: (ctx) => createSession(ctx, once), expected })
    await askAll(studio, { run: (ctx) => previewClassSeries(ctx, weekly), expected })
    await askAll(studio, { run: (ctx) => createClassSeries(ctx, weekly), expected })
  })

  test('at another price is beyond a trainer', async () => {
    const studio = await setUp()
    const run = (ctx: TenantContext) => createSession(ctx, { ...session, priceMinor: 1 })
    await askAll(studio, { run, expected: beyond })
  })
})

describe('a series that Maria gives', () => {
  type Deed = (ctx: TenantContext, seriesId: string) => Promise<unknown>
  const change = (changes: object) => (ctx: TenantContext, seriesId: string) =>
    changeClassSeries(ctx, { seriesId, scope: 'all', ...changes })
  const deeds: Record<string, [Deed, Answers]> = {
    look: [getClassSeries, toSee],
    change: [change({ capacity: 5 }), own],
    'preview a change': [
      (ctx, seriesId) => previewSeriesChange(ctx, { seriesId, scope: 'all', capacity: 5 }),
      own,
    ],
    end: [(ctx, seriesId) => cancelClassSeries(ctx, { seriesId }), own],
    'give to somebody else': [change({ trainerId: ids.ivan }), beyond],
    'give together with somebody': [change({ secondTrainerId: ids.ivan }), beyond],
    'change whatever is in the way': [change({ capacity: 5, overrideReason: 'Why not' }), beyond],
  }
  test.each(Object.entries(deeds))('to %s', async (_name, [run, expected]) => {
    const studio = await setUp()
    const { series } = await makeSeries(studio)
    await askAll(studio, { run: (ctx) => run(ctx, series.id), expected })
  })

  test('is listed to those who give it, and to those who see all', async () => {
    const { contexts, ...studio } = await setUp()
    const { series } = await makeSeries(studio)
    const { series: both } = await makeSeries(studio, { startMinute: 1200, secondTrainerId: ids.ivan })
    const list = async (ctx: TenantContext, query = {}) =>
      (await listClassSeries(ctx, query)).map(({ id }) => id)

    const all = [series.id, both.id].toSorted()
    expect(await list(contexts['front desk'])).toEqual(all)
    expect(await list(contexts.trainer)).toEqual(all)
    expect(await list(contexts['another trainer'])).toEqual([both.id])
    expect(await list(contexts['another trainer'], { serviceId: 'yoga', trainerId: 'maria' })).toEqual([
      both.id,
    ])
    expect(await failureOf(list(contexts.client))).toBe('forbidden')
  })

  test('stays as it is for them while somebody else gives one of its sessions', async () => {
    const { contexts, staff, ...studio } = await setUp()
    const { series } = await makeSeries({ ...studio, staff })
    const [first, second] = await readSessions({ ...studio, staff })
    await substituteTrainer(staff, { sessionId: second?.id ?? '', trainerId: ids.ivan })
    const before = await readState(studio)
    const { trainer, 'another trainer': ivan } = contexts
    const seriesId = series.id

    expect(await failureOf(change({ capacity: 5 })(trainer, seriesId))).toBe('forbidden')
    expect(await failureOf(cancelClassSeries(trainer, { seriesId }))).toBe('forbidden')
    const one = { scope: 'this', capacity: 5 } as const
    const ofOne = (ctx: TenantContext, sessionId = '') =>
      failureOf(changeClassSeries(ctx, { seriesId, sessionId, ...one }))
    expect(await ofOne(trainer, second?.id)).toBe('forbidden')
    expect(await ofOne(ivan, second?.id)).toBe('forbidden')
    expect(await readState(studio)).toEqual(before)
    expect(await ofOne(trainer, first?.id)).toBe('done')
    // As a session it is theirs to change.
    expect(await failureOf(changeSession(ivan, { sessionId: second?.id ?? '', capacity: 5 }))).toBe('done')
  })
})
