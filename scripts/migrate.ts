// Brings the registry and every studio's database to the newest version: npm run migrate [-- --dry] [--canaries=5] [--resume]
// Needs what the Worker needs: REGISTRY_URL, REGISTRY_TOKEN, SECRET_KEYS, PLATFORM_HOST. Safe to run again at any time. A run
// that is under way is joined, whoever began it; one that was paused goes on with --resume. --dry changes no studio, and --registry
// looks at none.
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { migrateDatabase } from '../db/migrate-database.ts'
import { registryMigrations } from '../db/registry/migrations/bundle.ts'
import { changeRun } from '../tenants/fleet/migrations/change-run.ts'
import { findOpenRun } from '../tenants/fleet/migrations/find-open-run.ts'
import { followRun } from '../tenants/fleet/migrations/follow-run.ts'
import { openRun } from '../tenants/fleet/migrations/open-run.ts'
import { countVersions, listEntries, type MigrationRun } from '../tenants/fleet/migrations/read-run.ts'
import { readFleetEnvironment } from './local/read-environment.ts'

const { values } = parseArgs({
  options: {
    dry: { type: 'boolean', default: false },
    registry: { type: 'boolean', default: false },
    resume: { type: 'boolean', default: false },
    canaries: { type: 'string', default: '5' },
  },
})

async function migrate(): Promise<void> {
  const { registryAddress, registry, keys } = readFleetEnvironment(process.env)
  const { to } = await migrateDatabase(registryAddress, registryMigrations, Date.now())
  console.log(`Registry: version ${to}`)
  if (values.registry) return
  const fleet = { registry, keys, now: Date.now, startWork: async () => {} }
  const { id } = await joinOrOpen(fleet)
  const run = await followRun(fleet, id, { wait, ...(process.stderr.isTTY ? { tell } : {}) })
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[2K')

  for (const { version, tenants } of await countVersions(registry)) {
    console.log(`Studios at version ${version}: ${tenants}`)
  }
  const { entries } = await listEntries(registry, { runId: id, state: 'failed', limit: 100, cursor: null })
  for (const { slug, version, error } of entries)
    console.error(`${slug} stays at ${version ?? '?'}: ${error}`)
  if (run.counts.failed > entries.length) console.error(`… and ${run.counts.failed - entries.length} more`)
  if (run.state !== 'done') console.error(`The run is ${run.state}. ${run.pauseReason ?? ''} ${HOW_TO_GO_ON}`)
  process.exitCode = run.state === 'done' && run.counts.failed === 0 ? 0 : 1
}

const HOW_TO_GO_ON = 'It goes on with: npm run migrate -- --resume'

async function joinOrOpen(fleet: Parameters<typeof openRun>[0]): Promise<{ id: string }> {
  const open = await findOpenRun(fleet.registry)
  if (!open) {
    const canaries = Number(values.canaries)
    if (!Number.isInteger(canaries) || canaries < 0) throw new Error('--canaries takes a number.')
    return openRun(fleet, { isDry: values.dry, canaries, batchSize: 50, createdBy: 'system' })
  }
  if (open.state === 'paused' && values.resume) await changeRun(fleet, { id: open.id, deed: 'resume' })
  return open
}

function tell({ counts: { waiting, done, failed } }: MigrationRun): void {
  process.stderr.write(`\r\x1b[2K${done + failed} of ${waiting + done + failed}, ${failed} failed`)
}

try {
  await migrate()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
