import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { productionBundle } from '../../scripts/local/build.ts'
import { runCommand } from '../../scripts/local/run-command.ts'

test('would deploy a Worker that has no development mailbox, without an account', async () => {
  const { isOk, output } = await runCommand('npm', ['run', 'deploy', '--', '--dry-run'])

  expect(isOk, output).toBe(true)
  expect(output).toContain('TRAINER_CALENDAR')
  // Wrangler's warning that the top level has one is no binding.
  expect(output).not.toMatch(/env\.DEV_MAILBOX/)
  const code = readdirSync(productionBundle)
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(join(productionBundle, name), 'utf8'))
    .join('')
  expect(code).not.toContain('/dev/mailbox')
})
