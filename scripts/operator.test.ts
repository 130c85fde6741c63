import { expect, test, vi } from 'vitest'
import { makeFleet } from '../tests/support/make-fleet.ts'
import { runCommand } from './local/run-command.ts'

const { address } = await makeFleet()
const env = {
  REGISTRY_URL: address('registry').url,
  REGISTRY_TOKEN: '',
  SECRET_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
  PLATFORM_HOST: 'platform.trainerhub.test',
}
// Each starts a process of its own.
vi.setConfig({ testTimeout: 60_000 })
const operator = (...words: string[]) => runCommand('node', ['scripts/operator.ts', ...words], env)

const LINK =
  /^https:\/\/platform\.trainerhub\.test\/operator\/join\?token=tok_[0-9a-z]{20}\.test\.[\w-]{43}\nIt works once/

test('an operator is invited by a link; whoever has not joined is nobody yet', async () => {
  expect(await operator('add', 'You@example.test', '--name=You')).toMatchObject({
    isOk: true,
    output: expect.stringMatching(LINK),
  })
  expect((await operator('list')).output).toMatch(/^you@example\.test +administrator +invited\n$/)
  expect(await operator('reset', 'you@example.test')).toMatchObject({
    isOk: false,
    output: expect.stringContaining('There is no operator you@example.test.'),
  })
})

test('what makes no sense is said', async () => {
  expect((await operator('add')).output).toContain('Who?')
  expect((await operator('add', 'you')).output).toContain('email: This is not one e-mail address.')
  expect((await operator('praise', 'you@example.test')).output).toContain('no praise')
})
