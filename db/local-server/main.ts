import { parseArgs } from 'node:util'

import { startDatabaseServer, type DatabaseServerOptions } from './start-database-server.ts'

const usage = `usage: node db/local-server/main.ts [--data-dir DIR] [--port N] [--admin-port N] [--host ADDRESS]
  [--auth-jwt-key KEY] [--admin-auth-key KEY] [--namespace-from-host]
Every flag can also be set by environment: LIBSQL_DATA_DIR, LIBSQL_PORT, LIBSQL_ADMIN_PORT, LIBSQL_HOST,
LIBSQL_AUTH_JWT_KEY, LIBSQL_ADMIN_AUTH_KEY, LIBSQL_NAMESPACE_FROM_HOST=1.
`

const defaultPort = 8080
const defaultAdminPort = 8081

function readOptions(): DatabaseServerOptions {
  const { values } = parseArgs({
    options: {
      'data-dir': { type: 'string', default: process.env['LIBSQL_DATA_DIR'] ?? '.data/libsql' },
      port: { type: 'string', default: process.env['LIBSQL_PORT'] ?? String(defaultPort) },
      'admin-port': { type: 'string', default: process.env['LIBSQL_ADMIN_PORT'] ?? String(defaultAdminPort) },
      host: { type: 'string', default: process.env['LIBSQL_HOST'] ?? '127.0.0.1' },
      'auth-jwt-key': { type: 'string', default: process.env['LIBSQL_AUTH_JWT_KEY'] ?? '' },
      'admin-auth-key': { type: 'string', default: process.env['LIBSQL_ADMIN_AUTH_KEY'] ?? '' },
      'namespace-from-host': { type: 'boolean', default: process.env['LIBSQL_NAMESPACE_FROM_HOST'] === '1' },
    },
  })
  return {
    dataDir: values['data-dir'],
    port: readPort(values.port),
    adminPort: readPort(values['admin-port']),
    host: values.host,
    authJwtKey: values['auth-jwt-key'] || undefined,
    adminAuthKey: values['admin-auth-key'] || undefined,
    namespaceFromHost: values['namespace-from-host'],
  }
}

function readPort(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`not a port: ${text}`)
  return port
}

async function main(): Promise<void> {
  const server = await startDatabaseServer(readOptions())
  process.stdout.write(`libSQL on ${server.url}, admin on ${server.adminUrl}\n`)
  const stop = (): void => void server.close().then(() => process.exit(0))
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
  process.exit(1)
})
