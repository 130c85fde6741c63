import { expect, test } from 'vitest'
import { makeFleet, makeNewTenant } from '../../tests/support/make-fleet.ts'
import { days } from '../durations.ts'
import { findMailDomainHolder, holdMailDomain, proveMailDomain, releaseMailDomain } from './mail-domains.ts'
import { provisionTenant } from './provision-tenant.ts'

async function makeTwo() {
  const { deps } = await makeFleet({ hasMigrated: true })
  for (const slug of ['iron', 'lotus']) await provisionTenant(deps, makeNewTenant(slug))
  const { registry } = deps
  const domain = 'mail.studio.test'
  const name = (tenantId: string) => ({ tenantId, domain })
  return {
    hold: (tenantId: string, now: number) => holdMailDomain(registry, { ...name(tenantId), now }),
    prove: (tenantId: string) => proveMailDomain(registry, { ...name(tenantId), now: 1 }),
    release: (tenantId: string) => releaseMailDomain(registry, name(tenantId)),
    holder: () => findMailDomainHolder(registry, domain),
  }
}

const [iron, lotus] = ['ten_iron', 'ten_lotus']

test('a domain is one studio’s; two who name it at once are told apart', async () => {
  const { hold, holder } = await makeTwo()
  const held = await Promise.all([hold(iron, 0), hold(lotus, 0)])
  expect(held.filter(Boolean)).toHaveLength(1)
  expect(await holder()).toBe(held[0] ? iron : lotus)
})

test('whoever never proved it loses it to the next after a week, and whoever did never', async () => {
  const { hold, prove, holder } = await makeTwo()
  expect(await hold(iron, 0)).toBe(true)
  expect(await hold(lotus, days(7))).toBe(false)
  expect(await hold(lotus, days(7) + 1)).toBe(true)
  // It is not theirs any more, so they prove nothing.
  await prove(iron)
  await prove(lotus)
  expect(await hold(iron, days(99))).toBe(false)
  expect(await holder()).toBe(lotus)
})

test('only its holder gives it back', async () => {
  const { hold, release, holder } = await makeTwo()
  await hold(iron, 0)
  expect(await release(lotus)).toBe(false)
  expect(await release(iron)).toBe(true)
  expect(await holder()).toBeNull()
  expect(await release(iron)).toBe(false)
})
