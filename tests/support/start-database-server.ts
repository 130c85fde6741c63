import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createClient, type Client, type Config } from '@libsql/client/web'

import {
  startDatabaseServer,
  type DatabaseServer,
  type DatabaseServerOptions,
} from '../../db/local-server/start-database-server.ts'

export interface TestDatabaseServer extends DatabaseServer {
  dataDir: string
  /** Makes a database of its own for one test and tells its base URL. */
  makeDatabase(config?: object): Promise<{ name: string; url: string }>
  /** A client of a new database. */
  makeClient(config?: Partial<Config>): Promise<Client>
  admin(method: string, path: string, body?: object): Promise<Response>
}

let counter = 0

/** A database server on a free port, its files in a directory of its own that goes away with it. */
export async function startTestDatabaseServer(
  options: Partial<DatabaseServerOptions> = {},
): Promise<TestDatabaseServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'trainerhub-libsql-'))
  const server = await startDatabaseServer({ dataDir, ...options })

  const admin: TestDatabaseServer['admin'] = (method, path, body) =>
    fetch(`${server.adminUrl}/v1/namespaces/${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(options.adminAuthKey === undefined ? {} : { authorization: `basic ${options.adminAuthKey}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })

  const makeDatabase: TestDatabaseServer['makeDatabase'] = async (config = {}) => {
    counter += 1
    const name = `db-${counter}`
    const response = await admin('POST', `${name}/create`, config)
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
    return { name, url: `${server.url}/dev/${name}/` }
  }

  return {
    url: server.url,
    adminUrl: server.adminUrl,
    dataDir,
    admin,
    makeDatabase,
    makeClient: async (config = {}) => createClient({ ...(await makeDatabase()), ...config }),
    async close() {
      await server.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
