// Makes a studio from a file, or the demo studios: npm run provision -- studio.json | --demo
// docs/studio.example.json shows such a file. Safe to run again: it goes on where it stopped, and changes nothing that is there.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { prettifyError } from 'zod'
import { isAppError } from '../tenants/errors.ts'
import { readDatabaseHost, readFleetEnvironment } from './local/read-environment.ts'
import { demoStudio } from './seed/demo-studio.ts'
import { makeStudio } from './seed/make-studio.ts'
import { seedDemo } from './seed/seed-demo.ts'

async function provision(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { demo: { type: 'boolean' } },
  })
  const { registry, keys, platformHost } = readFleetEnvironment(process.env)
  const platformDomain = platformHost.slice(platformHost.indexOf('.') + 1)
  const deps = { registry, keys, platformDomain, databaseHost: readDatabaseHost(process.env), now: Date.now }
  if (values.demo) await seedDemo(deps, platformHost)
  for (const path of positionals) {
    const studio = demoStudio.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    if (!studio.success) throw new Error(`${path}: ${prettifyError(studio.error)}`)
    await makeStudio(deps, studio.data)
    console.log(
      `${studio.data.name}: https://${studio.data.ownDomains[0] ?? `${studio.data.slug}.${platformDomain}`}`,
    )
  }
}

try {
  await provision()
} catch (error) {
  const faults = isAppError(error) ? (error.details.errors ?? []) : []
  console.error(error instanceof Error ? error.message : error)
  for (const { path, message } of faults) console.error(`  ${path}: ${message}`)
  process.exitCode = 1
}
