import { expect, test } from 'vitest'
import { smsNumberCounts } from '../../db/registry/schema/index.ts'
import { findSmsTenant } from '../../tenants/fleet/find-sms-tenant.ts'
import { provisionTenant } from '../../tenants/fleet/provision-tenant.ts'
import { days } from '../../tenants/durations.ts'
import { NUMBER_CAP_EVERYWHERE } from '../../tenants/sms/sms-caps.ts'
import { makeFleet, makeNewTenant } from '../../tests/support/make-fleet.ts'
import { makeSmsNumbers } from './sms-numbers.ts'

async function makeTwo() {
  const fleet = await makeFleet({ hasMigrated: true })
  for (const slug of ['iron', 'lotus']) await provisionTenant(fleet.deps, makeNewTenant(slug))
  const { registry, keys } = fleet.deps
  const of = (tenantId: string) =>
    makeSmsNumbers({ registry: () => registry, keys, tenantId, now: fleet.clock.now })
  return { fleet, registry, iron: of('ten_iron'), lotus: of('ten_lotus') }
}

test('counts a number over all studios, never above the cap, and knows it by a hash alone', async () => {
  const { fleet, registry, iron, lotus } = await makeTwo()
  const phone = '+359888123123'
  const asked = Array.from({ length: NUMBER_CAP_EVERYWHERE + 3 }, (_, index) => (index % 2 ? iron : lotus))
  const answers = await Promise.all(asked.map((one) => one.claim(phone)))

  expect(answers.filter(Boolean)).toHaveLength(NUMBER_CAP_EVERYWHERE)
  expect(await iron.claim('+359888999999')).toBe(true)
  const [rows] = await registry.read([registry.orm.select().from(smsNumberCounts)])
  expect(rows.map(({ count }) => count).toSorted()).toEqual([1, NUMBER_CAP_EVERYWHERE])
  expect(JSON.stringify(rows)).not.toContain('888')

  fleet.clock.advance(days(1))
  expect(await lotus.claim(phone)).toBe(true)
  const [left] = await registry.read([registry.orm.select().from(smsNumberCounts)])
  expect(left).toHaveLength(1)
})

test('lets one studio have a sender until it gives it back', async () => {
  const { registry, iron, lotus } = await makeTwo()
  const sender = '+12025550123'

  expect(await iron.hold(sender)).toBe(true)
  expect(await iron.hold(sender)).toBe(true)
  expect(await lotus.hold(sender)).toBe(false)
  await lotus.release(sender)
  expect(await findSmsTenant(registry, ['MG0', sender])).toBe('ten_iron')

  await iron.release(sender)
  expect(await findSmsTenant(registry, [sender])).toBeNull()
  expect(await lotus.hold(sender)).toBe(true)
})
