import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { refusal } from './errors.ts'
import { handleAdminRequest } from './http/admin-routes.ts'
import { TokenVerifier } from './http/authenticate.ts'
import { sendError } from './http/messages.ts'
import { handleUserRequest } from './http/user-routes.ts'
import { Streams } from './hrana/streams.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { Namespaces } from './namespaces/namespaces.ts'

export interface DatabaseServerOptions {
  /** Databases live in `<dataDir>/<namespace>/data`. Made when missing. */
  dataDir: string
  /** 0 (the default): any free port. */
  port?: number
  adminPort?: number
  /** 127.0.0.1 unless told otherwise. */
  host?: string
  /** Ed25519 public key(s), PEM or base64url, that tokens of clients must be signed with. None: no tokens needed. */
  authJwtKey?: string | undefined
  /** Clients of the admin port send it as `Authorization: basic <key>`. None: no key needed. */
  adminAuthKey?: string | undefined
  namespaceFromHost?: boolean
  limits?: Partial<Limits>
  /** Gets a line for each failure that is the server's own. */
  log?: (line: string) => void
}

export interface DatabaseServer {
  /** `http://host:port`; a client's base URL is `<url>/dev/<namespace>/`. */
  url: string
  adminUrl: string
  /** Lets running requests finish for a moment, then checkpoints and closes everything. May be called again. */
  close(): Promise<void>
}

// Longer than the idle time of any client's connection pool, so that the client closes first.
const keepAliveMs = 120_000

/** Starts the server. Rejects when a port is taken or the key is not one. */
export async function startDatabaseServer(options: DatabaseServerOptions): Promise<DatabaseServer> {
  const { host = '127.0.0.1', authJwtKey, adminAuthKey: authKey, namespaceFromHost = false } = options
  const limits = { ...defaultLimits, ...options.limits }
  const log = options.log ?? ((line: string): void => void process.stderr.write(`${line}\n`))
  const verifier = authJwtKey ? await TokenVerifier.make(authJwtKey) : undefined
  const namespaces = new Namespaces(options.dataDir, limits.writerWaitMs)
  const streams = new Streams(limits)
  const work = new WorkInProgress(log)
  const userApi = { namespaces, streams, limits, verifier, namespaceFromHost }
  const adminApi = { namespaces, limits, authKey }
  const user = makeServer((request, response) =>
    work.track(response, () => handleUserRequest(userApi, { request, response })),
  )
  const admin = makeServer((request, response) =>
    work.track(response, () => handleAdminRequest(adminApi, { request, response })),
  )
  try {
    await listen(user, { port: options.port ?? 0, host })
    await listen(admin, { port: options.adminPort ?? 0, host })
  } catch (error) {
    for (const server of [user, admin]) server.close()
    namespaces.close()
    throw error
  }
  const close = async (): Promise<void> => {
    const closed = Promise.all([user, admin].map(stopListening))
    await work.finish(limits.shutdownMs)
    namespaces.refuseWaiting(refusal(503, 'The server is shutting down'))
    streams.closeAll()
    namespaces.close()
    for (const server of [user, admin]) server.closeAllConnections()
    await closed
  }
  let closing: Promise<void> | undefined
  return { url: urlOf(user, host), adminUrl: urlOf(admin, host), close: () => (closing ??= close()) }
}

/** Knows which requests are being answered, turns their failures into answers, and waits for the last one. */
class WorkInProgress {
  readonly #log: (line: string) => void
  readonly #running = new Set<Promise<void>>()

  constructor(log: (line: string) => void) {
    this.#log = log
  }

  track(response: Parameters<RequestListener>[1], handle: () => Promise<void>): void {
    const running = handle()
      .catch((error: unknown) => sendError(response, error, this.#log))
      .finally(() => this.#running.delete(running))
    this.#running.add(running)
  }

  async finish(limitMs: number): Promise<void> {
    const { promise: timeout, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, limitMs)
    await Promise.race([Promise.all(this.#running), timeout])
    clearTimeout(timer)
  }
}

function makeServer(listener: RequestListener): Server {
  const server = createServer({ keepAliveTimeout: keepAliveMs, noDelay: true }, listener)
  // A socket that breaks is the client's affair.
  server.on('clientError', (_error, socket) => socket.destroy())
  return server
}

function listen(server: Server, address: { port: number; host: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(address, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })
}

function urlOf(server: Server, host: string): string {
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
