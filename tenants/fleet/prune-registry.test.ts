import { expect, test } from 'vitest'
import { alerts, tenantHours, tenantUsage } from '../../db/registry/schema/index.ts'
import { makeFleet, makeNewTenant } from '../../tests/support/make-fleet.ts'
import { days } from '../durations.ts'
import { provisionTenant } from './provision-tenant.ts'
import { pruneRegistry } from './prune-registry.ts'

test('what health and costs are made of goes when it is old, and alerts only when they are over', async () => {
  const { deps, clock } = await makeFleet({ hasMigrated: true })
  await provisionTenant(deps, makeNewTenant('iron'))
  const { orm, read, write } = deps.registry
  const now = clock.now()
  const tenantId = 'ten_iron'
  const dayOn = (ms: number) => new Date(now - ms).toISOString().slice(0, 10)
  const alert = (id: string, closedAt: number | null) => ({
    id,
    rule: id,
    said: '',
    openedAt: 0,
    seenAt: 0,
    closedAt,
  })
  await write([
    orm
      .insert(tenantHours)
      .values([days(31), days(29)].map((ago) => ({ tenantId, hourAt: now - ago, buckets: [] }))),
    orm.insert(tenantUsage).values([days(401), days(399)].map((ago) => ({ tenantId, dayOn: dayOn(ago) }))),
    orm
      .insert(alerts)
      .values([alert('old', now - days(91)), alert('late', now - days(89)), alert('open', null)]),
  ])
  await pruneRegistry(deps.registry, now)

  const [hours, usage, kept] = await read([
    orm.select().from(tenantHours),
    orm.select().from(tenantUsage),
    orm.select().from(alerts),
  ])
  expect(hours.map(({ hourAt }) => now - hourAt)).toEqual([days(29)])
  expect(usage.map((row) => row.dayOn)).toEqual([dayOn(days(399))])
  expect(kept.map(({ id }) => id).toSorted()).toEqual(['late', 'open'])
})
