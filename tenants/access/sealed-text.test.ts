import { expect, test } from 'vitest'
import { openText, sealText, type Sealing } from './sealed-text.ts'
import type { SigningKeys } from './signing-keys.ts'

const one = { id: 'one', secret: new Uint8Array(32).fill(1) }
const two = { id: 'two', secret: new Uint8Array(32).fill(2) }
const keys: SigningKeys = [one]
const sealing: Sealing = { keys, use: 'totp-secret', tenantId: 'ten_a', boundTo: 'ten_a/usr_a' }
/** By us, or by WebCrypto. */
const UNOPENED = /cannot be opened|operation-specific reason/

test('what was sealed is given back, and no two seals are alike', async () => {
  const seals = await Promise.all([sealText(sealing, 'JBSWY3DP'), sealText(sealing, 'JBSWY3DP')])

  expect(seals[0]).not.toBe(seals[1])
  expect(seals.join()).not.toContain('JBSWY3DP')
  expect(await Promise.all(seals.map((sealed) => openText(sealing, sealed)))).toEqual([
    'JBSWY3DP',
    'JBSWY3DP',
  ])
})

test.each<[string, Partial<Sealing>]>([
  ['tenant', { tenantId: 'ten_b' }],
  ['owner', { boundTo: 'ten_a/usr_b' }],
  ['use', { use: 'database-token' }],
  ['key', { keys: [two] }],
  ['key of the same name', { keys: [{ ...two, id: 'one' }] }],
])('with another %s it stays shut', async (_, changes) => {
  const sealed = await sealText(sealing, 'JBSWY3DP')

  await expect(openText({ ...sealing, ...changes }, sealed)).rejects.toThrow(UNOPENED)
})

test.each(['', 'one', 'one..', 'one.AAAA.AAAA', '.AAAA.AAAA'])('"%s" opens nothing', async (sealed) => {
  await expect(openText(sealing, sealed)).rejects.toThrow(UNOPENED)
})

test('what an older key sealed is opened as long as that key is there', async () => {
  const sealed = await sealText(sealing, 'JBSWY3DP')

  expect(await openText({ ...sealing, keys: [two, one] }, sealed)).toBe('JBSWY3DP')
  expect((await sealText({ ...sealing, keys: [two, one] }, 'JBSWY3DP')).split('.')[0]).toBe('two')
})
