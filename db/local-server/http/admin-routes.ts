import { createHash, timingSafeEqual } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'

import { refusal, RequestError } from '../errors.ts'
import type { Limits } from '../limits.ts'
import { namespaceConfig } from '../namespaces/namespace-config.ts'
import type { Namespaces } from '../namespaces/namespaces.ts'
import { TokenVerifier } from './authenticate.ts'
import { pathOf, readBody, refuseBrowsers, send } from './messages.ts'

export interface AdminApi {
  namespaces: Namespaces
  limits: Limits
  /** Sent by clients as `Authorization: basic <key>`. Without one the admin port is open. */
  authKey: string | undefined
}

interface Call {
  api: AdminApi
  name: string
  other: string
  body: unknown
}

const createRequest = z.object({ dump_url: z.url().nullish(), jwt_key: z.string().nullish() })

/** sqld's admin API: namespaces are made, forked, configured, measured and deleted here. */
export async function handleAdminRequest(
  api: AdminApi,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
): Promise<void> {
  refuseBrowsers(request)
  assertAdmin(request, api.authKey)
  const pathname = pathOf(request)
  if (request.method === 'GET' && pathname === '/')
    return send(response, 200, 'Welcome to the sqld admin API')
  const [, name = '', verb = '', other = ''] =
    /^\/v1\/namespaces\/([^/]+)(?:\/([^/]+)(?:\/([^/]+))?)?$/.exec(pathname) ?? []
  const action = actions[`${request.method} ${verb}`]
  if (!action || (other !== '') !== (verb === 'fork')) throw refusal(404, 'Not found')
  const body = readJson(await readBody(request, api.limits.requestBytes))
  const answer = await action({ api, name, other, body })
  send(response, 200, answer ?? '')
}

const actions: Record<string, (call: Call) => Promise<object | void> | object | void> = {
  'POST create': createNamespace,
  'POST fork': ({ api, name, other }) => api.namespaces.fork(name, other),
  'DELETE ': ({ api, name }) => api.namespaces.delete(name),
  'GET config': ({ api, name }) => api.namespaces.get(name).config,
  'POST config': configureNamespace,
  'GET stats': ({ api, name }) => {
    const namespace = api.namespaces.get(name)
    return { ...namespace.stats, storage_bytes_used: namespace.storageBytes() }
  },
  'POST checkpoint': ({ api, name }) => api.namespaces.get(name).checkpoint(),
}

async function createNamespace({ api, name, body }: Call): Promise<void> {
  const { dump_url: dumpUrl, jwt_key: jwtKey } = parse(createRequest, body)
  if (jwtKey) await TokenVerifier.make(jwtKey)
  const dump = dumpUrl ? await readDump(dumpUrl) : undefined
  await api.namespaces.create(name, { config: namespaceConfig.parse({ jwt_key: jwtKey }), dump })
}

/** Replaces the whole configuration, as sqld: what is left out is reset. */
async function configureNamespace({ api, name, body }: Call): Promise<void> {
  const namespace = api.namespaces.get(name)
  const config = parse(namespaceConfig, body)
  if (config.jwt_key) await TokenVerifier.make(config.jwt_key)
  namespace.configure(config)
}

/** Only files of this machine: a server that fetches URLs for its callers is a way into the network behind it. */
async function readDump(url: string): Promise<string> {
  const { protocol } = new URL(url)
  if (protocol !== 'file:') {
    const scheme = protocol.slice(0, -1)
    throw refusal(400, `Unsupported dump url scheme \`${scheme}\`, supported schemes are: \`file\``)
  }
  const path = fileURLToPath(url)
  if (!existsSync(path)) throw refusal(400, "The passed dump file path doesn't exist")
  if (!statSync(path).isFile()) throw refusal(400, 'Path is not a file')
  return readFile(path, 'utf8')
}

function readJson(body: string): unknown {
  try {
    return body.trim() === '' ? {} : JSON.parse(body)
  } catch (error) {
    throw refusal(400, `Request body is not JSON: ${String(error)}`)
  }
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body)
  if (!parsed.success) throw refusal(400, z.prettifyError(parsed.error))
  return parsed.data
}

function assertAdmin(request: IncomingMessage, authKey: string | undefined): void {
  if (authKey === undefined) return
  const [, scheme = '', given = ''] = /^(\S+)\s+(.*)$/.exec(request.headers.authorization ?? '') ?? []
  const isRight = timingSafeEqual(digest(given), digest(authKey))
  if (scheme.toLowerCase() !== 'basic' || !isRight) throw new RequestError(401, '')
}

/** Equal lengths for the comparison. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
