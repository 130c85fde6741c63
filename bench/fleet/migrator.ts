// Works on a run until it is over, in a process of its own that may be killed: a child of migrate-studios.ts, which tells it where
// the registry is, which run, and how far its clock is ahead.
import { setTimeout as wait } from 'node:timers/promises'
import { openRegistry } from '../../db/registry/open-registry.ts'
import { parseSigningKeys } from '../../tenants/access/signing-keys.ts'
import { followRun } from '../../tenants/fleet/migrations/follow-run.ts'
import { nextMigrations } from './next-migrations.ts'

const { REGISTRY_URL = '', REGISTRY_TOKEN = '', SECRET_KEYS = '', RUN = '', AHEAD_MS = '0' } = process.env
const registry = openRegistry({ url: REGISTRY_URL, token: REGISTRY_TOKEN }, { timeoutMs: 30_000 })
const now = () => Date.now() + Number(AHEAD_MS)
await followRun({ registry, keys: parseSigningKeys(SECRET_KEYS), now }, RUN, {
  wait,
  migrations: nextMigrations,
})
