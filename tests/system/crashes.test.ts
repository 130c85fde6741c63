import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { nothingWrong, settle, startLoad, sweep } from '../support/book-under-load.ts'
import { makeRushStudio } from '../support/rush-studio.ts'
import { useTestSystem } from '../support/start-test-system.ts'

const DAYS = 20

test('twelve kills under load lose nothing that was acknowledged, and the same key settles what is unknown', async () => {
  const system = await useTestSystem()
  const studio = await makeRushStudio(system)
  const load = startLoad(system.url, studio, DAYS)
  for (let kill = 0; kill < 12; kill++) {
    await wait(250 + Math.random() * 250)
    await system.worker.kill()
  }
  await wait(300)
  const told = await load.stop()

  expect(told.filter(({ outcome }) => outcome === 'booked').length).toBeGreaterThan(0)
  expect(told.filter(({ outcome }) => outcome === 'unknown').length).toBeGreaterThan(0)
  expect(await sweep(studio, await settle(system.url, studio, told))).toEqual(nothingWrong)
})

test.each(['cut', 'error', 'garbage'] as const)(
  'writes whose answer is lost (%s) are looked up, or settled by the same key',
  async (kind) => {
    const system = await useTestSystem()
    const studio = await makeRushStudio(system)
    system.proxy.fault({ kind, share: 0.3, onlyWrites: true })
    const load = startLoad(system.url, studio, DAYS)
    await wait(2_000)
    const told = await load.stop()
    system.proxy.fault(undefined)

    expect(told.filter(({ outcome }) => outcome === 'booked').length).toBeGreaterThan(10)
    expect(await sweep(studio, await settle(system.url, studio, told))).toEqual(nothingWrong)
  },
)
