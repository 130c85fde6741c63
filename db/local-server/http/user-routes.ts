import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'

import { refusal } from '../errors.ts'
import { parseCursor, parsePipeline, type HranaVersion } from '../hrana/parse-requests.ts'
import { runCursor } from '../hrana/run-cursor.ts'
import { runPipeline } from '../hrana/run-pipeline.ts'
import type { Run } from '../hrana/run-statement.ts'
import type { Stream, Streams } from '../hrana/streams.ts'
import type { Limits } from '../limits.ts'
import { dumpDatabase } from '../namespaces/dump-database.ts'
import type { Namespace } from '../namespaces/namespace.ts'
import type { NamespaceConfig } from '../namespaces/namespace-config.ts'
import { defaultNamespace, type Namespaces } from '../namespaces/namespaces.ts'
import { Pacer } from '../sql/pacer.ts'
import { fullAccess, TokenVerifier, type Access } from './authenticate.ts'
import { pathOf, readBody, refuseBrowsers, send } from './messages.ts'

export interface UserApi {
  namespaces: Namespaces
  streams: Streams
  limits: Limits
  verifier: TokenVerifier | undefined
  /** Take the namespace from the first label of `Host` when nothing else names one. */
  namespaceFromHost: boolean
}

interface Exchange {
  request: IncomingMessage
  response: ServerResponse
}

const version = 'trainerhub local libSQL server'
const greeting = 'Hello, this is HTTP API v2 (Hrana over HTTP)'

/** Hrana over HTTP as sqld serves it: `/v2/…`, `/v3/…`, and the same below `/dev/<namespace>`. */
export async function handleUserRequest(api: UserApi, { request, response }: Exchange): Promise<void> {
  refuseBrowsers(request)
  const [, inPath, route = ''] = /^(?:\/dev\/([^/]+))?(\/.*)$/.exec(pathOf(request)) ?? []
  switch (`${request.method} ${route}`) {
    case 'GET /health':
      return send(response, 200, '')
    case 'GET /version':
      return send(response, 200, version)
    case 'GET /v2':
    case 'GET /v3':
      return send(response, 200, greeting)
  }
  const handler = handlers[`${request.method} ${route}`]
  if (!handler) throw refusal(404, 'Not found')
  const name = inPath === undefined ? namespaceOf(request, api) : decode(inPath)
  const { namespace, access } = await enter(api, name, request.headers.authorization)
  await handler(api, { request, response, namespace, access })
}

interface Entered extends Exchange {
  namespace: Namespace
  access: Access
}

const handlers: Record<string, (api: UserApi, entered: Entered) => Promise<void>> = {
  'POST /v2/pipeline': (api, entered) => handlePipeline(api, entered, 2),
  'POST /v3/pipeline': (api, entered) => handlePipeline(api, entered, 3),
  'POST /v3/cursor': (api, entered) => handleCursor(api, entered, 3),
  'GET /dump': (api, entered) => handleDump(api, entered),
}

async function handlePipeline(api: UserApi, entered: Entered, hrana: HranaVersion): Promise<void> {
  const body = await readBody(entered.request, api.limits.requestBytes)
  const { baton, requests } = parsePipeline(body, hrana)
  await withStream(api, { ...entered, baton }, async (run) => {
    const results = await runPipeline(run, requests)
    send(entered.response, 200, { baton: api.streams.baton(run.stream), base_url: null, results })
  })
}

async function handleCursor(api: UserApi, entered: Entered, hrana: HranaVersion): Promise<void> {
  const { request, response } = entered
  const body = await readBody(request, api.limits.requestBytes)
  const { baton, steps } = parseCursor(body, hrana)
  await withStream(api, { ...entered, baton }, async (run) => {
    const lines: string[] = [JSON.stringify({ baton: api.streams.baton(run.stream), base_url: null })]
    response.setHeader('content-type', 'text/plain')
    await runCursor(run, steps, (entry) => {
      lines.push(JSON.stringify(entry))
      if (lines.length >= 256) response.write(`${lines.splice(0).join('\n')}\n`)
    })
    response.end(`${lines.join('\n')}\n`)
  })
}

/** Whatever goes wrong with the whole request closes its stream; so does a client that left before the answer. */
async function withStream(
  api: UserApi,
  { namespace, access, response, baton }: Entered & { baton: string | undefined },
  work: (run: Run) => Promise<void>,
): Promise<void> {
  const { streams, limits } = api
  const isReadOnly = !access.canWrite
  const stream: Stream =
    baton === undefined ? streams.open(namespace, isReadOnly) : streams.resume(baton, namespace, isReadOnly)
  try {
    await work({ stream, limits, pacer: new Pacer(limits.sliceMs) })
  } catch (error) {
    streams.close(stream)
    throw error
  }
  if (response.destroyed) streams.close(stream)
  else streams.rest(stream)
}

async function handleDump(api: UserApi, { namespace, response }: Entered): Promise<void> {
  const connection = namespace.takeConnection(true)
  // Closed afterwards, not reused: a reader who leaves half way leaves a statement half read.
  connection.isChanged = true
  const pacer = new Pacer(api.limits.sliceMs)
  try {
    response.setHeader('content-type', 'text/plain')
    for (const piece of dumpDatabase(connection)) {
      if (!response.write(piece)) await Promise.race([once(response, 'drain'), once(response, 'close')])
      if (response.destroyed) return
      if (pacer.isDue()) await pacer.rest()
    }
    response.end()
  } finally {
    namespace.returnConnection(connection)
  }
}

/** A namespace's own key stands in for the server's. A stranger does not learn which namespaces exist. */
async function enter(
  api: UserApi,
  name: string,
  authorization: string | undefined,
): Promise<{ namespace: Namespace; access: Access }> {
  const found = api.namespaces.find(name)
  const verifier = (found && (await ownVerifier(found))) ?? api.verifier
  const access = verifier ? await verifier.authenticate(authorization, name) : fullAccess
  return { namespace: found ?? api.namespaces.get(name), access }
}

/** By the configuration object, which is a new one after each change. */
const ownVerifiers = new WeakMap<NamespaceConfig, Promise<TokenVerifier>>()

async function ownVerifier({ config }: Namespace): Promise<TokenVerifier | undefined> {
  if (!config.jwt_key) return undefined
  const verifier = ownVerifiers.get(config) ?? TokenVerifier.make(config.jwt_key)
  ownVerifiers.set(config, verifier)
  return verifier
}

function namespaceOf(request: IncomingMessage, { namespaceFromHost }: UserApi): string {
  const header = request.headers['x-namespace']
  if (typeof header === 'string') return header
  const host = request.headers.host ?? ''
  return namespaceFromHost && host.includes('.') ? (host.split('.')[0] ?? '') : defaultNamespace
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw refusal(400, 'Invalid path in URI')
  }
}
