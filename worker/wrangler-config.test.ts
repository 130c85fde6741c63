import { expect, test } from 'vitest'
import { experimental_readRawConfig } from 'wrangler'
import { deliveries } from '../tenants/fleet/keep-dead-letters.ts'

/** As much of `wrangler.toml` as is compared. */
type Config = {
  cache?: unknown
  triggers: unknown
  define: Record<string, string>
  kv_namespaces: { binding: string }[]
  durable_objects: { bindings: { name: string }[] }
  queues: {
    producers: { binding: string }[]
    consumers: { queue: string; dead_letter_queue?: string; max_retries: number }[]
  }
  ratelimits: { name: string; simple: { limit: number } }[]
}

const { rawConfig } = experimental_readRawConfig({ config: 'wrangler.toml' })
const development = rawConfig as unknown as Config
const { production } = rawConfig.env as unknown as { production: Config }

test('production has the bindings of development except the mailbox', () => {
  const names = ({ kv_namespaces: spaces, durable_objects: objects, queues, ratelimits }: Config) => [
    ...spaces.map(({ binding }) => binding),
    ...objects.bindings.map(({ name }) => name),
    ...queues.producers.map(({ binding }) => binding),
    ...queues.consumers.map(({ queue, dead_letter_queue: dead = '' }) => `${queue} ${dead}`),
    ...ratelimits.map(({ name }) => name),
  ]

  expect(names(production)).toEqual(names(development).filter((name) => name !== 'DEV_MAILBOX'))
  expect(production.triggers).toEqual(development.triggers)
  expect([development.define, production.define]).toEqual([
    { __DEVELOPMENT__: 'true' },
    { __DEVELOPMENT__: 'false' },
  ])
})

test('production’s limits are those of a visitor who means well', () => {
  expect(production.ratelimits.map(({ simple }) => simple.limit)).toEqual([60, 300, 600])
})

test('the cache in front of Workers is off: its key leaves out the host', () => {
  expect([development.cache, production.cache]).toEqual([undefined, undefined])
})

test('whatever a queue gives up on is kept, and said to have been tried as often as it was', () => {
  for (const { consumers } of [development.queues, production.queues]) {
    const dead = consumers.filter(({ queue }) => queue.endsWith('-dead'))
    const others = consumers.filter(({ queue }) => !queue.endsWith('-dead'))
    expect(dead.map(({ queue }) => queue).toSorted()).toEqual(
      [...new Set(others.map(({ dead_letter_queue: queue }) => queue))].toSorted(),
    )
    for (const { dead_letter_queue: queue, max_retries: retries } of others) {
      expect(retries + 1).toBe(deliveries[queue === 'trainerhub-work-dead' ? 'work' : 'messages'])
    }
  }
})
