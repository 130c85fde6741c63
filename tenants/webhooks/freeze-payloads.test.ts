import { expect, test } from 'vitest'
import { clients, webhookEvents } from '../../db/tenant/schema/index.ts'
import { makeEndpoint } from '../../tests/support/make-endpoint.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { minutes } from '../durations.ts'
import { freezePayloads, type Describe } from './freeze-payloads.ts'

async function makeToldOf() {
  const studio = await makeTenant()
  const ctx = studio.makeContext({ actor: { kind: 'system' } })
  await makeEndpoint(ctx)
  const { orm, read, write } = ctx.db
  const client = { id: 'cli_ana', firstName: 'Ana', lastName: '', locale: 'en' as const, createdAt: 1 }
  await write([orm.insert(clients).values(client)])
  const readEvents = async () => (await read([orm.select().from(webhookEvents)]))[0]
  return {
    ...studio,
    ctx,
    readEvents,
    freeze: async (describe: Describe) => freezePayloads(ctx, { events: await readEvents(), describe }),
  }
}

test('two who write the same at once say the same', async () => {
  const { freeze } = await makeToldOf()
  const [one, other] = await Promise.all([freeze(async () => 'one'), freeze(async () => 'other')])

  expect([...one.values()]).toHaveLength(1)
  expect(one).toEqual(other)
  expect(await freeze(async () => 'third')).toEqual(one)
})

test('of somebody who is forgotten between reading and writing nothing is written', async () => {
  const { ctx, clock, freeze, readEvents } = await makeToldOf()
  const { orm, write } = ctx.db
  const meanwhile: Describe = async () => {
    await write([orm.update(clients).set({ erasedAt: clock.now() })])
    return { first_name: 'Ana' }
  }
  expect([...(await freeze(meanwhile)).values()]).toEqual([])
  expect(JSON.stringify(await readEvents())).not.toContain('Ana')

  clock.advance(minutes(2))
  const told = await freeze(async (subject) => subject)
  expect([...told.values()].map((text) => (JSON.parse(text) as { data: unknown }).data)).toEqual([
    { kind: 'gone', id: 'cli_ana' },
    { kind: 'gone', id: 'cli_ana' },
  ])
})
