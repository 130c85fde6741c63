import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { lockDataDir } from './data-lock.ts'

function makeDir() {
  const dir = mkdtempSync(join(tmpdir(), 'data-lock-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  return dir
}

test('gives the lock to one, and again after its release', () => {
  const dir = makeDir()

  const first = lockDataDir(dir)
  expect(first).toHaveProperty('release')
  if ('release' in first) first.release()

  expect(lockDataDir(dir)).toHaveProperty('release')
  expect(readdirSync(dir)).toEqual(['lock'])
})

test('says who holds it', () => {
  const dir = makeDir()
  // The process that started this one lives as long as the test does.
  writeFileSync(join(dir, 'lock'), String(process.ppid))

  expect(lockDataDir(dir)).toEqual({ heldBy: process.ppid })
})

test.each([
  ['whose process is gone', '999999999'],
  ['that is empty', ''],
])('takes over a lock %s', (_what, content) => {
  const dir = makeDir()
  writeFileSync(join(dir, 'lock'), content)

  expect(lockDataDir(dir)).toHaveProperty('release')
})
