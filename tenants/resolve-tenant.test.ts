import { expect, test } from 'vitest'
import { makeClock } from '../tests/support/make-clock.ts'
import { minutes, seconds } from './durations.ts'
import type { HostRecord } from './fleet/find-host.ts'
import { makeHostMemory, resolveTenant, type CheckedHost, type HostSources } from './resolve-tenant.ts'

const HOST = 'book.ironworks.test'

function makeRecord(id: string, status: 'active' | 'suspended' = 'active'): HostRecord {
  return {
    kind: 'tenant',
    tenant: { id, slug: id, name: id, status, primaryHost: HOST },
    databaseUrl: 'http://database.test',
    databaseTokenEncrypted: 'sealed',
    schemaVersion: 7,
  }
}

/** A registry, a shared cache and any number of processes that use them. */
function makeWorld(hosts: Record<string, HostRecord> = { [HOST]: makeRecord('iron') }) {
  const clock = makeClock(1_000_000)
  const cached = new Map<string, CheckedHost>()
  const world = {
    clock,
    hosts: new Map(Object.entries(hosts)),
    cached,
    asked: [] as string[],
    isDown: false,
    beforeAnswer: undefined as (() => Promise<void>) | undefined,
    makeProcess() {
      const sources: HostSources = {
        memory: makeHostMemory(),
        cache: {
          get: async (host) => cached.get(host),
          put: async (host, checked) => {
            if (checked) cached.set(host, checked)
            else cached.delete(host)
          },
        },
        find: async (host) => {
          world.asked.push(host)
          if (world.isDown) throw new Error('down')
          const found = world.hosts.get(host)
          await world.beforeAnswer?.()
          return found
        },
        platformHost: 'platform.trainerhub.test',
        now: clock.now,
        waitUntil: () => {},
      }
      return async (header: string) => {
        const found = await resolveTenant(sources, header)
        return found?.kind === 'tenant' ? `${found.tenant.id} ${found.tenant.status}` : found?.kind
      }
    },
  }
  return world
}

test('a host is asked of the registry once, then of memory, however it is written', async () => {
  const world = makeWorld()
  const resolve = world.makeProcess()

  expect(await resolve(HOST)).toBe('iron active')
  expect(await resolve('BOOK.ironworks.test:8787')).toBe('iron active')
  expect(world.asked).toEqual([HOST])
})

test('another process finds it in the shared cache', async () => {
  const world = makeWorld()
  await world.makeProcess()(HOST)

  expect(await world.makeProcess()(HOST)).toBe('iron active')
  expect(world.asked).toHaveLength(1)
})

test('requests for one host at the same time ask once', async () => {
  const world = makeWorld()
  const resolve = world.makeProcess()

  expect(await Promise.all(Array.from({ length: 50 }, () => resolve(HOST)))).toEqual(
    Array.from({ length: 50 }, () => 'iron active'),
  )
  expect(world.asked).toHaveLength(1)
})

test('a change in the registry is seen by every process within a minute', async () => {
  const world = makeWorld()
  const [one, two] = [world.makeProcess(), world.makeProcess()]
  await one(HOST)
  world.clock.advance(seconds(50))
  // Read from the shared cache now, 50 s old already: this must not start another minute.
  await two(HOST)
  world.hosts.set(HOST, makeRecord('iron', 'suspended'))
  world.clock.advance(seconds(10))

  expect(await two(HOST)).toBe('iron suspended')
  expect(await one(HOST)).toBe('iron suspended')
})

test('a process asks the shared cache again after 15 s', async () => {
  const world = makeWorld()
  const resolve = world.makeProcess()
  await resolve(HOST)
  world.clock.advance(seconds(14))
  world.cached.set(HOST, { record: makeRecord('iron', 'suspended'), checkedAt: world.clock.now() })
  expect(await resolve(HOST)).toBe('iron active')
  world.clock.advance(seconds(1))

  expect(await resolve(HOST)).toBe('iron suspended')
  expect(world.asked).toHaveLength(1)
})

test('what was taken out of the shared cache is asked for anew after 15 s', async () => {
  const world = makeWorld()
  const resolve = world.makeProcess()
  await resolve(HOST)
  world.hosts.set(HOST, makeRecord('iron', 'suspended'))
  world.cached.delete(HOST)
  world.clock.advance(seconds(15))

  expect(await resolve(HOST)).toBe('iron suspended')
  expect(world.asked).toHaveLength(2)
})

test('an answer of the registry that takes its time is as old as the question', async () => {
  const world = makeWorld()
  const [asked, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  world.beforeAnswer = () => {
    asked.resolve()
    return answered.promise
  }
  const slow = world.makeProcess()(HOST)
  await asked.promise
  world.clock.advance(seconds(3))
  answered.resolve()
  expect(await slow).toBe('iron active')
  world.hosts.set(HOST, makeRecord('iron', 'suspended'))
  world.clock.advance(seconds(57))

  expect(await world.makeProcess()(HOST)).toBe('iron suspended')
})

test('an unknown host is asked for each time, so that a new studio is there at once', async () => {
  const world = makeWorld({})
  const resolve = world.makeProcess()

  expect(await resolve(HOST)).toBeUndefined()
  world.hosts.set(HOST, makeRecord('iron'))
  expect(await resolve(HOST)).toBe('iron active')
})

test('a host that was taken away is gone within a minute and stays gone while the registry is down', async () => {
  const world = makeWorld()
  const resolve = world.makeProcess()
  await resolve(HOST)
  world.hosts.delete(HOST)
  world.clock.advance(seconds(60))

  expect(await resolve(HOST)).toBeUndefined()
  world.isDown = true
  await expect(resolve(HOST)).rejects.toMatchObject({ code: 'unavailable' })
})

test('a host that moved to another studio leads there within a minute', async () => {
  const world = makeWorld()
  const resolve = world.makeProcess()
  await resolve(HOST)
  world.hosts.set(HOST, makeRecord('lotus'))
  world.clock.advance(seconds(60))

  expect(await resolve(HOST)).toBe('lotus active')
})

test('known hosts outlive the registry by five minutes and no longer', async () => {
  const world = makeWorld()
  const resolve = world.makeProcess()
  await resolve(HOST)
  world.isDown = true
  world.clock.advance(minutes(5) - 1)
  expect(await resolve(HOST)).toBe('iron active')
  world.clock.advance(1)

  await expect(resolve(HOST)).rejects.toMatchObject({ code: 'unavailable' })
})

test('while the registry is down a known host does not wait for it each time', async () => {
  const world = makeWorld()
  const resolve = world.makeProcess()
  await resolve(HOST)
  world.isDown = true
  world.clock.advance(minutes(2))
  await resolve(HOST)
  world.clock.advance(seconds(14))
  await resolve(HOST)

  expect(world.asked).toHaveLength(2)
})

test('while the registry is down an unknown host is unavailable, never somebody else’s', async () => {
  const world = makeWorld()
  world.isDown = true

  await expect(world.makeProcess()(HOST)).rejects.toMatchObject({ code: 'unavailable' })
})

test('a failed look-up does not stand in the way of the next', async () => {
  const world = makeWorld()
  const resolve = world.makeProcess()
  world.isDown = true
  await expect(resolve(HOST)).rejects.toMatchObject({ code: 'unavailable' })
  world.isDown = false

  expect(await resolve(HOST)).toBe('iron active')
})

test('the platform’s own host needs no registry', async () => {
  const world = makeWorld()
  world.isDown = true

  expect(await world.makeProcess()('platform.trainerhub.test:8787')).toBe('platform')
})

test('an odd name is asked of nobody', async () => {
  const world = makeWorld()

  expect(await world.makeProcess()('user@book.ironworks.test')).toBeUndefined()
  expect(world.asked).toEqual([])
})
