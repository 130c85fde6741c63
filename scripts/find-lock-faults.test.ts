import { expect, test } from 'vitest'
import { findLockFaults } from './find-lock-faults.ts'

const lock = (packages: Record<string, object>) => JSON.stringify({ packages: { '': {}, ...packages } })
const asks = { version: '1.0.0', optionalDependencies: { 'tool-mac': '1.0.0' } }

test.each([
  ['beside it', { 'node_modules/a/node_modules/tool': asks, 'node_modules/a/node_modules/tool-mac': {} }],
  ['further out', { 'node_modules/a/node_modules/tool': asks, 'node_modules/tool-mac': {} }],
  ['inside it', { 'node_modules/tool': asks, 'node_modules/tool/node_modules/tool-mac': {} }],
])('finds the binary for another platform %s', (_where, packages) => {
  expect(findLockFaults(lock(packages))).toEqual([])
})

test('misses a binary that npm left out', () => {
  const packages = { 'node_modules/tool': asks, 'node_modules/a/node_modules/tool-mac': {} }

  expect(findLockFaults(lock(packages))).toEqual([expect.stringContaining('tool-mac')])
})

test('does not want to know where packages came from', () => {
  const packages = { 'node_modules/tool': { resolved: 'https://packages.example.test/tool.tgz' } }

  expect(findLockFaults(lock(packages))).toEqual([expect.stringContaining('node_modules/tool')])
})
