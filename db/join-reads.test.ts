import { expect, test } from 'vitest'
import { joinReads } from './join-reads.ts'

type Read = Parameters<typeof joinReads>[0]['read']

/** A database that answers each statement with itself, and whether it is down. */
function makeEcho() {
  const calls: unknown[][] = []
  const state = { isDown: false }
  const read = (async (statements: readonly unknown[]) => {
    calls.push([...statements])
    if (state.isDown) throw new Error('down')
    return [...statements]
  }) as unknown as Read
  const joined = joinReads({ read })
  return { calls, state, ask: (...statements: string[]) => joined.read(statements as never) }
}

test('what is asked side by side is one round trip, and everybody gets their own answers', async () => {
  const { ask, calls } = makeEcho()
  const twice = async () => [await ask('a', 'b'), await ask('c')]
  const [first, second] = await Promise.all([twice(), ask('d')])
  expect(first).toEqual([['a', 'b'], ['c']])
  expect(second).toEqual(['d'])
  expect(calls).toEqual([['a', 'b', 'd'], ['c']])
})

test('who was answered together and asks on is joined again, however deep they asked', async () => {
  const { ask, calls } = makeEcho()
  const deep = async (): Promise<unknown> => await (async () => await ask('a'))()
  const twice = async (inner: () => Promise<unknown>, next: string) => {
    await inner()
    return ask(next)
  }
  await Promise.all([twice(deep, 'b'), twice(() => ask('c'), 'd')])
  expect(calls.map((one) => one.toSorted())).toEqual([
    ['a', 'c'],
    ['b', 'd'],
  ])
})

test('what fails, fails for all of them, and not for whoever asks later', async () => {
  const { ask, state } = makeEcho()
  state.isDown = true
  const results = await Promise.allSettled([ask('a'), ask('b')])
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  state.isDown = false
  expect(await ask('c')).toEqual(['c'])
})
