import { parseArgs } from 'node:util'

import { startDatabaseServer, type DatabaseServerOptions } from './start-database-server.ts'
import { superviseServer } from './supervise-server.ts'

const usage = `usage: node db/local-server/main.ts [--data-dir DIR] [--port N] [--admin-port N] [--host ADDRESS]
  [--auth-jwt-key KEY] [--admin-auth-key KEY] [--namespace-from-host] [--supervise]
Or by environment: LIBSQL_DATA_DIR, LIBSQL_PORT, LIBSQL_ADMIN_PORT, LIBSQL_HOST, LIBSQL_AUTH_JWT_KEY,
LIBSQL_ADMIN_AUTH_KEY, LIBSQL_NAMESPACE_FROM_HOST=1. --supervise runs the server in a child process and starts it
again should the engine crash.`

const { env } = process
const flags = {
  'data-dir': { type: 'string', default: env['LIBSQL_DATA_DIR'] ?? '.data/libsql' },
  port: { type: 'string', default: env['LIBSQL_PORT'] ?? '8080' },
  'admin-port': { type: 'string', default: env['LIBSQL_ADMIN_PORT'] ?? '8081' },
  host: { type: 'string', default: env['LIBSQL_HOST'] ?? '127.0.0.1' },
  'auth-jwt-key': { type: 'string', default: env['LIBSQL_AUTH_JWT_KEY'] ?? '' },
  'admin-auth-key': { type: 'string', default: env['LIBSQL_ADMIN_AUTH_KEY'] ?? '' },
  'namespace-from-host': { type: 'boolean', default: env['LIBSQL_NAMESPACE_FROM_HOST'] === '1' },
  supervise: { type: 'boolean', default: false },
} as const

function readFlags(): DatabaseServerOptions & { supervise: boolean } {
  const { values } = parseArgs({ options: flags })
  return {
    dataDir: values['data-dir'],
    port: readPort(values.port),
    adminPort: readPort(values['admin-port']),
    host: values.host,
    authJwtKey: values['auth-jwt-key'] || undefined,
    adminAuthKey: values['admin-auth-key'] || undefined,
    namespaceFromHost: values['namespace-from-host'],
    supervise: values.supervise,
  }
}

function readPort(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`Not a port: ${text}`)
  return port
}

function fail(...lines: string[]): never {
  process.stderr.write(`${lines.join('\n')}\n`)
  process.exit(1)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

async function serve(options: DatabaseServerOptions): Promise<void> {
  const server = await startDatabaseServer(options)
  process.stdout.write(`libSQL on ${server.url}, admin on ${server.adminUrl}\n`)
  const stop = (): void => void server.close().then(() => process.exit(0))
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  // A supervised server tells its ports, and goes when its supervisor is gone.
  process.send?.({ url: server.url, adminUrl: server.adminUrl })
  process.on('disconnect', stop)
}

function main(): void {
  let options: ReturnType<typeof readFlags>
  try {
    options = readFlags()
  } catch (error) {
    fail(messageOf(error), usage)
  }
  if (options.supervise) superviseServer(import.meta.filename)
  else serve(options).catch((error: unknown) => fail(messageOf(error)))
}

main()
