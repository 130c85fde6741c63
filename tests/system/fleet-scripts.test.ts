import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { makeDatabaseKeyPair } from '../../db/local-server/database-tokens.ts'
import { startDatabaseServer } from '../../db/local-server/start-database-server.ts'
import { tenants } from '../../db/registry/schema/index.ts'
import { clientFiles, clients, staff, users } from '../../db/tenant/schema/index.ts'
import { readFleetEnvironment } from '../../scripts/local/read-environment.ts'
import { runCommand } from '../../scripts/local/run-command.ts'
import { openStudio } from '../../scripts/seed/open-studio.ts'
import { orderErasure } from '../../tenants/fleet/order-erasure.ts'
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

test('a studio’s first owner is the first who was named', async () => {
  const provision = ['run', '-s', 'provision', '--', 'docs/studio.example.json']
  for (const owner of ['olga@example.test', 'oscar@example.test']) {
    expect(await runCommand('npm', [...provision, `--owner=${owner}`], env)).toMatchObject({ isOk: true })
  }
  const fleet = readFleetEnvironment(env)
  const [[studio]] = await fleet.registry.read([fleet.registry.orm.select().from(tenants)])
  const { orm, read } = await openStudio(fleet, studio?.id ?? '')
  const [people] = await read([
    orm
      .select({ email: users.email, role: staff.role })
      .from(users)
      .leftJoin(staff, eq(staff.userId, users.id)),
  ])

  expect(people).toEqual([{ email: 'olga@example.test', role: 'owner' }])
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

test('forgets again whom the registry says is to be forgotten, and says in which studio', async () => {
  const fleet = readFleetEnvironment(env)
  const [[studio]] = await fleet.registry.read([fleet.registry.orm.select().from(tenants)])
  const tenantId = studio?.id ?? ''
  const { orm, read, write } = await openStudio(fleet, tenantId)
  const person = {
    email: 'known@example.test',
    firstName: 'Known',
    lastName: 'Client',
    locale: 'en',
  } as const
  const file = {
    id: 'fil_known',
    clientId: 'cli_known',
    name: 'Knee.pdf',
    contentType: 'application/pdf',
    bytes: 3,
    storageKey: 'clients/knee',
    author: 'system',
    createdAt: 0,
  }
  await write([
    orm.insert(clients).values({ ...person, id: 'cli_known', createdAt: 0 }),
    orm.insert(clientFiles).values(file),
  ])
  for (const clientId of ['cli_known', 'cli_of_later']) {
    await orderErasure(fleet.registry, { tenantId, clientId, now: 0 })
  }

  const first = await runCommand('npm', ['run', '-s', 'reapply-erasures', '--', '--all'], env)
  const again = await runCommand('npm', ['run', '-s', 'reapply-erasures', '--', studio?.slug ?? ''], env)
  const [rows] = await read([orm.select().from(clients)])
  const counts = `${studio?.slug}: 1 forgotten, 1 were already\n`
  const looked = `${studio?.slug}: should be out of the bucket: ${tenantId}/clients/knee\n`
  expect(first).toMatchObject({ isOk: true, output: looked + counts })
  expect(again).toMatchObject({ isOk: true, output: `${studio?.slug}: 0 forgotten, 2 were already\n` })
  expect(JSON.stringify(rows)).not.toMatch(/known@example|Client/)
  expect((await runCommand('npm', ['run', '-s', 'reapply-erasures'], env)).isOk).toBe(false)
})
