import { join } from 'node:path'
import { makeDatabaseKeyPair } from '../db/local-server/database-tokens.ts'
import { findFreePort } from '../scripts/local/ports.ts'
import { startDatabaseProcess } from '../scripts/local/start-database-process.ts'
import type { DatabaseHost } from '../tenants/fleet/database-host.ts'
import { makeSqldDatabaseHost } from '../worker/providers/sqld-database-host.ts'
import { inTemporaryFolder } from './bench-system.ts'

type Server = {
  url: string
  /** Makes databases on it that are reached at this address: its own, or that of a proxy before it. */
  hostAt: (url: string) => DatabaseHost
  /** Gone afterwards, as the databases are. */
  dataDir: string
}

/** This machine's database server with nothing on it, for as long as `use` takes. */
export function withDatabaseServer<T>(use: (server: Server) => Promise<T>): Promise<T> {
  return inTemporaryFolder(async (dataDir) => {
    const keyPair = await makeDatabaseKeyPair()
    const { url, adminUrl, close } = await startDatabaseProcess({
      dataDir: join(dataDir, 'databases'),
      port: await findFreePort(),
      adminPort: await findFreePort(),
      publicKey: keyPair.publicKey,
    })
    const hostAt = (at: string) =>
      makeSqldDatabaseHost({ adminUrl, urlOf: (name) => `${at}/dev/${name}/`, keyPair })
    try {
      return await use({ url, hostAt, dataDir })
    } finally {
      await close()
    }
  })
}
