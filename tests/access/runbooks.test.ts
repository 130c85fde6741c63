import { readdirSync, readFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { openDatabase } from '../../db/open-database.ts'
import { registryMigrations } from '../../db/registry/migrations/bundle.ts'
import { tenantMigrations } from '../../db/tenant/migrations/bundle.ts'
import { listProjectFiles } from '../../scripts/local/list-project-files.ts'
import { commands } from '../../scripts/fleet/commands.ts'
import { operatorConsole } from '../../worker/console/console.ts'
import { testDatabases } from '../support/test-databases.ts'
import { apiRoutes } from './api-routes.ts'

// Who reads a runbook has no time to find out that it is out of date.

const FOLDER = 'docs/runbooks'
const runbooks = readdirSync(FOLDER).map((name) => ({
  name,
  text: readFileSync(`${FOLDER}/${name}`, 'utf8'),
}))
const all = runbooks.map(({ text }) => text).join('\n')

/** The product's own text, without its tests. */
const source = listProjectFiles()
  .filter((path) => /^(tenants|worker|web|db)\/.*\.tsx?$/.test(path) && !path.includes('.test.'))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n')

const found = (pattern: RegExp) => [...new Set([...all.matchAll(pattern)].map(([, one = '']) => one.trim()))]

/** Words that begin a command of the platform's, between backticks or in a block. */
const written = [
  ...found(/npm run tenants -- ([^`\n]+)/g),
  // Where the runbook has said that it is about `npm run tenants`.
  ...found(/`((?:steps|provision|abandon|backups take) [^`\n]+)`/g),
]

test('every command of the command line is there, with each of its options', () => {
  const wrong = written.filter((line) => {
    const command = commands
      .filter(({ name }) => `${line} `.startsWith(`${name} `))
      .toSorted((a, b) => b.name.length - a.name.length)[0]
    if (!command) return true
    const { name, options = [], flags = [], usage } = command
    const given = line.slice(name.length).split(' ').filter(Boolean)
    const words = given.filter((one) => !one.startsWith('--') && one !== '…')
    const asked = usage.match(/(?<![=\w])<[^>]+>/g) ?? []
    const isKnown = (one: string) => {
      const [option = '', value] = one.slice(2).split('=')
      return value === undefined ? flags.includes(option) : options.includes(option)
    }
    return words.length !== asked.length || !given.filter((one) => one.startsWith('--')).every(isKnown)
  })
  expect(wrong).toEqual([])
  expect(written.length).toBeGreaterThan(15)
})

test('every page of the console is there, and whatever is pressed on it', () => {
  const pages = new Set(
    operatorConsole.routes.flatMap(({ method, path }) => (method === 'GET' ? [path] : [])),
  )
  const named = found(/`\/operator(\/[a-z/-]+)`/g)
  expect(named.filter((path) => !pages.has(path))).toEqual([])
  expect(named.length).toBeGreaterThan(3)
  const pressed = found(/\*\*((?:Try|Go|Give|Throw|Rehearse|Compare|Check)[^*]*)\*\*/g)
  expect(pressed.filter((words) => !source.includes(words))).toEqual([])
  expect(pressed.length).toBeGreaterThan(4)
})

test('every page of a studio and every address of its API is there', () => {
  const pages = readdirSync('web/routes').map((name) => name.replace(/\.tsx?$/, '').replace('_index', ''))
  const has = (path: string) => {
    const wanted = path
      .slice(1)
      .replace(/^admin\//, 'admin._desk.')
      .replaceAll('/', '.')
    return pages.some((page) => page.replace('($lang).', '').replaceAll('_.', '.').startsWith(wanted))
  }
  const named = found(/`(\/(?:admin|account)[a-z/-]*)`/g)
  expect(named.filter((path) => !has(path))).toEqual([])
  const routes = Object.keys(apiRoutes).map((route) => route.replaceAll(/\{\w+\}/g, '{id}'))
  const addresses = found(/`((?:GET|POST|DELETE|PUT|PATCH) \/api\/v1\/[a-z{}/_-]+)/g)
  expect(addresses.filter((one) => !routes.includes(one.replace('/api/v1', '')))).toEqual([])
  expect(named.length + addresses.length).toBeGreaterThan(6)
})

test('every event of the log is logged, every setting is one', () => {
  const events = found(/"event":"([a-z_]+)"/g)
  expect(events.filter((event) => !source.includes(`event: '${event}'`))).toEqual([])
  expect(events.length).toBeGreaterThan(6)
  const env = readFileSync('worker/env.ts', 'utf8')
  const settings = found(/`([A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+)`/g)
  const ofScripts = new Set(['OPERATOR_KEY', 'PLATFORM_URL'])
  expect(settings.filter((name) => !env.includes(`${name}:`) && !ofScripts.has(name))).toEqual([])
})

test('every secret of the Worker has its part in the runbook that rotates them', () => {
  const env = readFileSync('worker/env.ts', 'utf8')
  const secrets = [...env.matchAll(/^ +([A-Z_]+(?:KEYS?|TOKEN|SECRET|DSN)):/gm)].map(([, name = '']) => name)
  const { text = '' } = runbooks.find(({ name }) => name === 'rotate-secrets.md') ?? {}
  expect(secrets.filter((name) => !text.includes(`\`${name}\``))).toEqual([])
  expect(secrets.length).toBeGreaterThan(10)
})

test('every statement of SQL can be asked, of the registry or of a studio', async () => {
  const server = await testDatabases()
  const databases = [
    await server.createMigrated('runbooks-registry', registryMigrations),
    await server.createMigrated('runbooks-studio', tenantMigrations),
  ].map((address) => openDatabase(address, { schema: {} }))
  const blocks = [...all.matchAll(/```sql\n([\s\S]*?)```/g)].map(([, block = '']) => block)
  const statements = [...blocks.flatMap((block) => block.split(';')), ...found(/`(SELECT [^`]+)`/g)]
    .map((statement) => statement.replace('…', "''").trim())
    .filter(Boolean)
  const refused: string[] = []
  for (const statement of statements) {
    const ask = async ({ orm, read }: (typeof databases)[number]) =>
      read([orm.all(sql.raw(`EXPLAIN ${statement}`))])
    await Promise.any(databases.map(ask)).catch(() => refused.push(statement))
  }
  expect(refused).toEqual([])
  expect(statements.length).toBeGreaterThan(4)
})
