import { expect, test } from 'vitest'
import { findDeployFaults, requiredSecrets } from './deploy-faults.ts'

const listed = (names: readonly string[]) =>
  JSON.stringify(names.map((name) => ({ name, type: 'secret_text' })))

test('has nothing to say when all secrets are set', () => {
  expect(findDeployFaults(`a notice\n${listed(requiredSecrets)}`)).toEqual([])
})

test('names each secret that is missing, and how to set it', () => {
  const faults = findDeployFaults(listed(requiredSecrets.filter((name) => name !== 'SECRET_KEYS')))

  expect(faults).toEqual(['SECRET_KEYS is not set: npx wrangler secret put SECRET_KEYS --env production'])
})

test('shows what it cannot read', () => {
  expect(findDeployFaults('You are not logged in')).toEqual([expect.stringContaining('not logged in')])
})
