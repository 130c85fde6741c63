import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startDatabaseServer } from '../../db/local-server/start-database-server.ts'
import { migrateDatabase } from '../../db/migrate-database.ts'
import { openDatabase } from '../../db/open-database.ts'
import { tenantMigrations } from '../../db/tenant/migrations/bundle.ts'
import * as schema from '../../db/tenant/schema/index.ts'
import { dropTriggers } from '../support/drop-triggers.ts'
import { startFaultProxy } from '../support/fault-proxy.ts'
import { studioRows } from '../support/studio-rows.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A studio's database, 50 ms away, so that an object can be reset while a write is on its way. */
    databaseUrl: string
  }
}

const LATENCY_MS = 50

/** The tests run inside workerd and cannot start servers: one studio's database is made for them here. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'trainerhub-workerd-'))
  const server = await startDatabaseServer({ dataDir })
  await fetch(`${server.adminUrl}/v1/namespaces/line/create`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
  const address = { url: `${server.url}/dev/line/`, token: '' }
  await migrateDatabase(address, tenantMigrations, 0)
  const db = openDatabase(address, { schema })
  const { orm, write } = db
  const rows = studioRows({})
  await write([
    orm.insert(schema.identity).values({ id: 1, tenantId: 'ten_line', createdAt: 0 }),
    orm.insert(schema.locations).values(rows.locations),
    orm.insert(schema.trainers).values(rows.trainers),
    orm.insert(schema.services).values(rows.services),
  ])
  // Here the guard stands alone; `tests/engine/` tries both, each by itself.
  await dropTriggers(db)
  const proxy = await startFaultProxy(server.url)
  proxy.fault({ kind: 'slow', ms: LATENCY_MS })
  project.provide('databaseUrl', `${proxy.url}/dev/line/`)

  return async () => {
    await proxy.close()
    await server.close()
    await rm(dataDir, { recursive: true })
  }
}
