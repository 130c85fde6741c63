// Makes a studio from a file, or the demo studios: npm run provision -- studio.json [--owner=olga@example.com] | --demo
// Whoever owns that address can sign in from then on, by a link, and is the studio's first owner.
// docs/studio.example.json shows such a file. Safe to run again: it goes on where it stopped, and changes nothing that is there.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { prettifyError } from 'zod'
import { isAppError } from '../tenants/errors.ts'
import { addFirstOwner } from '../tenants/staff/add-first-owner.ts'
import { readDatabaseHost, readFleetEnvironment } from './local/read-environment.ts'
import { demoStudio, type DemoStudio } from './seed/demo-studio.ts'
import { makeStudio } from './seed/make-studio.ts'
import { openStudio } from './seed/open-studio.ts'
import { seedDemo } from './seed/seed-demo.ts'

async function provision(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { demo: { type: 'boolean' }, owner: { type: 'string' } },
  })
  const { registry, keys, platformHost } = readFleetEnvironment(process.env)
  const platformDomain = platformHost.slice(platformHost.indexOf('.') + 1)
  const deps = { registry, keys, platformDomain, databaseHost: readDatabaseHost(process.env), now: Date.now }
  if (values.demo) await seedDemo(deps, platformHost)
  for (const path of positionals) {
    const studio = demoStudio.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    if (!studio.success) throw new Error(`${path}: ${prettifyError(studio.error)}`)
    await makeStudio(deps, studio.data)
    if (values.owner) await addOwner(studio.data, { email: values.owner, deps })
    console.log(
      `${studio.data.name}: https://${studio.data.ownDomains[0] ?? `${studio.data.slug}.${platformDomain}`}`,
    )
  }
}

type Owner = { email: string; deps: Parameters<typeof openStudio>[0] }

async function addOwner({ slug, settings }: DemoStudio, { email, deps }: Owner): Promise<void> {
  const db = await openStudio(deps, slug)
  const [name = email] = email.split('@')
  const owner = { email, name, locale: settings.defaultLocale, passwordHash: null }
  await addFirstOwner({ db, now: Date.now, requestId: 'provision' }, owner)
}

try {
  await provision()
} catch (error) {
  const faults = isAppError(error) ? (error.details.errors ?? []) : []
  console.error(error instanceof Error ? error.message : error)
  for (const { path, message } of faults) console.error(`  ${path}: ${message}`)
  process.exitCode = 1
}
