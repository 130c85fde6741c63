import { expect, test } from 'vitest'
import { findFaults } from '../support/find-faults.ts'
import { apart, optionNames, promises, type OptionName } from './options.ts'
import { bookEverything, makeWorld, readRows } from './world.ts'

const pairs = optionNames.flatMap((one, index) =>
  optionNames.slice(index).map((other): [OptionName, OptionName] => [one, other]),
)

const key = (pair: readonly OptionName[]) => pair.join(' and ')

test.each(pairs.filter((pair) => !apart.has(key(pair))))('%s and %s keep both promises', async (...pair) => {
  const world = await makeWorld(pair)
  await bookEverything(world)

  for (const [option, keepsPromise] of promises) {
    if (pair.includes(option)) await keepsPromise(world, await readRows(world))
  }
  expect(await findFaults(world.makeContext().db, world.clock.now())).toEqual([])
})
