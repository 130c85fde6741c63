import { expect, test } from 'vitest'
import { attempts } from '../../db/tenant/schema/index.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import type { TenantContext } from '../context.ts'
import { hours, minutes, seconds } from '../durations.ts'
import {
  attemptRules,
  clearAttempts,
  countAttempt,
  giveBackAttempt,
  type Attempt,
  type AttemptRule,
} from './attempts.ts'

const from = (ctx: TenantContext, network: string) => ({ ...ctx, visitor: { network, userAgent: '' } })
const onElena: Attempt = { what: 'password', account: 'elena@example.test', rules: attemptRules.password }

/** How long each of so many tries has to wait (s): 0 when it was let through. */
async function tryTimes(ctx: TenantContext, times: number, attempt: Attempt): Promise<number[]> {
  const waits: number[] = []
  for (let count = 0; count < times; count++) {
    const failure = await countAttempt(ctx, attempt).catch((error: unknown) => error)
    waits.push((failure as { details?: { retryAfterSeconds: number } }).details?.retryAfterSeconds ?? 0)
  }
  return waits
}

test('five wrong passwords on an account from one network, then a wait until the quarter of an hour is over', async () => {
  const { ctx, clock } = await makeTenant()
  expect(await tryTimes(ctx, 6, onElena)).toEqual([0, 0, 0, 0, 0, 900])

  clock.advance(minutes(15) - seconds(1))
  expect(await tryTimes(ctx, 1, onElena)).toEqual([1])
  clock.advance(seconds(1))
  expect(await tryTimes(ctx, 6, onElena)).toEqual([0, 0, 0, 0, 0, 900])
})

test('from a network that nobody knows it is as many', async () => {
  const { ctx } = await makeTenant()

  expect(await tryTimes(from(ctx, ''), 6, onElena)).toEqual([0, 0, 0, 0, 0, 900])
})

test('where a network is not known, all of that is one', async () => {
  const { ctx } = await makeTenant()

  expect(await tryTimes(from(ctx, ''), 6, onElena)).toEqual([0, 0, 0, 0, 0, 900])
  expect(await tryTimes(ctx, 1, onElena)).toEqual([0])
})

test('exactly five of twenty at once', async () => {
  const { makeContext } = await makeTenant()
  const tries = await Promise.allSettled(
    Array.from({ length: 20 }, () => countAttempt(makeContext(), onElena)),
  )

  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
})

test('who is locked out on one network is not on another, nor is anybody else', async () => {
  const { ctx } = await makeTenant()
  await tryTimes(ctx, 6, onElena)

  expect(await tryTimes(from(ctx, '198.51.100.1'), 1, onElena)).toEqual([0])
  expect(await tryTimes(ctx, 1, { ...onElena, account: 'georgi@example.test' })).toEqual([0])
})

test('thirty from one network, on whomever', async () => {
  const { ctx } = await makeTenant()
  const waits: number[] = []
  for (let person = 0; person < 31; person++) {
    waits.push(...(await tryTimes(ctx, 1, { ...onElena, account: `${person}@example.test` })))
  }

  expect(waits.filter((wait) => wait > 0)).toEqual([900])
  expect(waits.at(-1)).toBe(900)
})

test('fifty an hour on one account, from wherever; what is refused uses nothing up', async () => {
  const { ctx } = await makeTenant()
  // Goes on although it is refused: these must not lock the account everywhere.
  expect((await tryTimes(ctx, 60, onElena)).filter((wait) => wait === 0)).toHaveLength(5)

  const waits: number[] = []
  for (let network = 0; network < 11; network++) {
    waits.push(...(await tryTimes(from(ctx, `198.51.100.${network}`), 5, onElena)))
  }
  expect(waits.filter((wait) => wait === 0)).toHaveLength(45)
  expect(waits.at(-1)).toBe(hours(1) / 1_000)
})

test('what was right is given back, and an account’s count can be forgotten', async () => {
  const { ctx } = await makeTenant()
  for (let count = 0; count < 10; count++) {
    await ctx.db.write([giveBackAttempt(ctx, await countAttempt(ctx, onElena))])
  }
  await tryTimes(ctx, 6, onElena)
  await tryTimes(from(ctx, '198.51.100.1'), 6, onElena)
  await ctx.db.write(await clearAttempts(ctx, { what: 'password', account: 'elena@example.test' }))

  expect(await tryTimes(ctx, 5, onElena)).toEqual([0, 0, 0, 0, 0])
  expect(await tryTimes(from(ctx, '198.51.100.1'), 5, onElena)).toEqual([0, 0, 0, 0, 0])
})

test('no address is kept in clear, and nothing for longer than it counts', async () => {
  const { ctx, clock } = await makeTenant()
  await countAttempt(ctx, onElena)
  const readRows = async () => {
    const [rows] = await ctx.db.read([ctx.db.orm.select().from(attempts)])
    return rows
  }
  expect(JSON.stringify(await readRows())).not.toContain('elena')
  expect(await readRows()).toHaveLength(3)

  clock.advance(hours(1))
  const rules: AttemptRule[] = [{ by: 'network', limit: 1, perMs: minutes(1) }]
  await countAttempt(ctx, { what: 'other', rules })
  expect(await readRows()).toHaveLength(1)
})
