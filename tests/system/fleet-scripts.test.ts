import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeDatabaseKeyPair } from '../../db/local-server/database-tokens.ts'
import { startDatabaseServer } from '../../db/local-server/start-database-server.ts'
import { runCommand } from '../../scripts/local/run-command.ts'
import { makeSqldDatabaseHost } from '../../worker/providers/sqld-database-host.ts'

const keyPair = await makeDatabaseKeyPair()
const dataDir = mkdtempSync(join(tmpdir(), 'trainerhub-fleet-'))
const server = await startDatabaseServer({ dataDir, authJwtKey: keyPair.publicKey })
afterAll(async () => {
  await server.close()
  rmSync(dataDir, { recursive: true })
})

const urlOf = (name: string) => `${server.url}/dev/${name}/`
const registry = await makeSqldDatabaseHost({ adminUrl: server.adminUrl, urlOf, keyPair }).create('registry')
const env = {
  REGISTRY_URL: registry.url,
  REGISTRY_TOKEN: registry.token,
  SECRET_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
  PLATFORM_HOST: 'platform.trainerhub.test',
  SQLD_URL: server.url,
  SQLD_ADMIN_URL: server.adminUrl,
  SQLD_PRIVATE_KEY: keyPair.privateKey,
  SQLD_PUBLIC_KEY: keyPair.publicKey,
}

test('migrates the registry and makes a studio from its file, as the README says', async () => {
  const migrated = await runCommand('npm', ['run', '-s', 'migrate'], env)
  const made = await runCommand('npm', ['run', '-s', 'provision', '--', 'docs/studio.example.json'], env)
  const again = await runCommand('npm', ['run', '-s', 'provision', '--', 'docs/studio.example.json'], env)
  const report = await runCommand('npm', ['run', '-s', 'migrate'], env)

  const { name, ownDomains } = JSON.parse(readFileSync('docs/studio.example.json', 'utf8')) as {
    name: string
    ownDomains: string[]
  }
  expect(migrated).toMatchObject({ isOk: true, output: expect.stringContaining('Registry: version') })
  expect(made).toMatchObject({
    isOk: true,
    output: expect.stringContaining(`${name}: https://${ownDomains[0]}`),
  })
  expect(again).toEqual(made)
  expect(report).toMatchObject({ isOk: true, output: expect.stringMatching(/Studios at version \d+: 1\n/) })
})

test('names what is missing, and shows no secret', async () => {
  const { SECRET_KEYS, ...rest } = env

  const { isOk, output } = await runCommand('npm', ['run', '-s', 'migrate'], {
    ...rest,
    REGISTRY_URL: 'nonsense',
  })

  expect(isOk).toBe(false)
  expect(output).toContain('Missing or malformed: REGISTRY_URL, SECRET_KEYS')
  expect(output).not.toContain(rest.REGISTRY_TOKEN)
  expect(output).not.toContain(SECRET_KEYS)
})
