import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { overrideKinds } from '../../db/tenant/schema/index.ts'
import { deeds } from './en-admin-log.ts'

const tenants = join(import.meta.dirname, '../../tenants')

/** What the verbs of a studio write into its log; the platform's own log is not shown. */
function listActions(): string[] {
  const files = readdirSync(tenants, { recursive: true, encoding: 'utf8' })
  const sources = files.filter(
    (file) => /(?<!\.test)\.ts$/.test(file) && !/^(operators|fleet|sign-up)\//.test(file),
  )
  return sources.flatMap((file) => {
    const found = readFileSync(join(tenants, file), 'utf8').matchAll(/action: '([a-z_]+\.[a-z_]+)'/g)
    return [...found].map(([, action = '']) => action)
  })
}

test('whatever is written into the log has words to be shown in', () => {
  const written = [
    ...listActions(),
    ...overrideKinds.map((kind) => `availability.${kind}`),
    // Written by statements of their own.
    'charge.waive',
    'booking.override',
    'client.view',
  ]
  expect(written.length).toBeGreaterThan(50)
  expect(written.filter((action) => !(action.replaceAll('.', '_') in deeds))).toEqual([])
})
