import { expect, test } from 'vitest'
import { holds } from '../../db/tenant/schema/index.ts'
import { findFaults } from '../../tests/support/find-faults.ts'
import { joinInOrder, makeFullClass, free, readLine } from '../../tests/support/make-full-class.ts'
import { makeLines } from '../../tests/support/make-lines.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import type { TenantContext } from '../context.ts'
import { getHold } from './get-hold.ts'
import { placeHold, type PlaceHoldInput } from './place-hold.ts'
import { releaseHold } from './release-hold.ts'
import { renewHold } from './renew-hold.ts'

const mine = 'the-secret-of-my-browser'
const theirs = 'the-secret-of-another-browser'
const attemptKey = 'the-attempt-of-this-page'

const keep = (ctx: TenantContext, changes: Partial<PlaceHoldInput> = {}) =>
  placeHold(ctx, {
    attemptKey,
    holderSecret: mine,
    wish: { serviceId: ids.training, trainerId: ids.maria, startsAt: Date.UTC(2027, 0, 4, 8) },
    ...changes,
  })
const elsewhere = { attemptKey: 'another', holderSecret: theirs }

test('what is given back is free for everybody at once, also in the line', async () => {
  const tenant = await makeTenant()
  const makeContext = makeLines(tenant)
  const { id } = await keep(makeContext())
  await releaseHold(makeContext(), { holdIdOrAttemptKey: id, holderSecret: mine })

  await expect(keep(makeContext(), elsewhere)).resolves.toMatchObject({ status: 'active' })
  expect(await getHold(tenant.ctx, { holdId: id, holderSecret: mine })).toMatchObject({ status: 'released' })
})

test('what was given up never comes back, however late somebody renews it', async () => {
  const tenant = await makeTenant()
  const { id: holdId } = await keep(tenant.ctx)
  await releaseHold(tenant.ctx, { holdIdOrAttemptKey: holdId, holderSecret: mine })

  const gone = { code: 'conflict', details: { reason: 'hold_released' } }
  await expect(renewHold(tenant.ctx, { holdId, holderSecret: mine })).rejects.toMatchObject(gone)
  await expect(keep(tenant.ctx)).rejects.toMatchObject(gone)
  expect(await keep(tenant.ctx, { attemptKey: 'new' })).toMatchObject({ status: 'active' })
})

test('an attempt that was given up before it came keeps nothing', async () => {
  const tenant = await makeTenant()
  await releaseHold(tenant.ctx, { holdIdOrAttemptKey: attemptKey, holderSecret: mine })

  await expect(keep(tenant.ctx)).rejects.toMatchObject({
    code: 'conflict',
    details: { reason: 'hold_released' },
  })
  await expect(keep(tenant.ctx, elsewhere)).resolves.toMatchObject({ status: 'active' })
})

test('given up and renewed at once it is given up', async () => {
  for (let round = 0; round < 5; round += 1) {
    const tenant = await makeTenant()
    const makeContext = makeLines(tenant)
    const { id } = await keep(makeContext())
    await Promise.allSettled([
      renewHold(makeContext(), { holdId: id, holderSecret: mine }),
      releaseHold(makeContext(), { holdIdOrAttemptKey: id, holderSecret: mine }),
      renewHold(makeContext(), { holdId: id, holderSecret: mine }),
      keep(makeContext()),
    ])

    expect(await getHold(tenant.ctx, { holdId: id, holderSecret: mine })).toMatchObject({
      status: 'released',
    })
    expect(await findFaults(tenant.ctx.db, tenant.clock.now())).toEqual([])
  }
})

test('placed and given up at once, whichever comes first, nothing is kept', async () => {
  for (let round = 0; round < 5; round += 1) {
    const tenant = await makeTenant()
    const makeContext = makeLines(tenant)
    await Promise.allSettled([
      keep(makeContext()),
      releaseHold(makeContext(), { holdIdOrAttemptKey: attemptKey, holderSecret: mine }),
    ])
    const { db } = tenant.ctx
    const [rows] = await db.read([db.orm.select().from(holds)])

    expect(rows.map(({ status }) => status)).toEqual(['released'])
  }
})

test('nobody gives back, renews or sees what another keeps', async () => {
  const tenant = await makeTenant()
  const { id: holdId } = await keep(tenant.ctx)
  for (const holdIdOrAttemptKey of [holdId, attemptKey]) {
    await releaseHold(tenant.ctx, { holdIdOrAttemptKey, holderSecret: theirs })
  }

  expect(await getHold(tenant.ctx, { holdId, holderSecret: mine })).toMatchObject({ status: 'active' })
  for (const look of [getHold, renewHold]) {
    for (const wrong of [
      { holdId, holderSecret: theirs },
      { holdId: 'hld_unknown', holderSecret: mine },
    ]) {
      await expect(look(tenant.ctx, wrong)).rejects.toMatchObject({ code: 'not_found' })
    }
  }
})

test('giving back what is not there is nothing, and leaves nothing', async () => {
  const { ctx } = await makeTenant()
  await releaseHold(ctx, { holdIdOrAttemptKey: 'hld_unknown', holderSecret: mine })

  expect((await ctx.db.read([ctx.db.orm.select().from(holds)]))[0]).toEqual([])
})

test('a place in a class that is given back goes to whoever waits', async () => {
  const full = await makeFullClass()
  await free(full.ctx, full.bookedIds[0] ?? '')
  const { id } = await keep(full.ctx, { wish: { sessionId: full.session.id, quantity: 1 } })
  await joinInOrder(full, 'ada')
  await releaseHold(full.ctx, { holdIdOrAttemptKey: id, holderSecret: mine })

  expect(await readLine(full.ctx, full.session)).toEqual(['ada promoted'])
})
