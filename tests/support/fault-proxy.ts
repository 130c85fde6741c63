import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * What happens to the requests of one database.
 * - `down`: the socket is closed before anything is read.
 * - `slow`: everything comes `ms` later.
 * - `cut`: the request is carried out, then the socket is closed without an answer.
 * - `error`: carried out, then answered with 500.
 * - `garbage`: carried out, then answered with 200 and half of the JSON.
 */
export type Fault =
  | { kind: 'down' }
  | { kind: 'slow'; ms: number }
  | { kind: 'cut' | 'error' | 'garbage'; share?: number; onlyWrites?: boolean }

export type FaultProxy = {
  url: string
  /** From now on, for one database or, without a name, for all. */
  fault: (fault: Fault | undefined, namespace?: string) => void
  /** Round trips so far. */
  count: () => number
  close: () => Promise<void>
}

/** Stands between the Worker and the database server (`/dev/<namespace>/…`) and does to it what networks do. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const faults = new Map<string, Fault>()
  let count = 0

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    count += 1
    const namespace = incoming.url?.split('/')[2] ?? ''
    const fault = faults.get(namespace) ?? faults.get('*')
    if (fault?.kind === 'down') return void incoming.socket.destroy()
    const body = await readAll(incoming)
    if (fault?.kind === 'slow') await wait(fault.ms, undefined, { ref: false })
    const answer = await forward(target, incoming, body)
    if (!fault || fault.kind === 'slow' || !strikes(fault, body)) {
      outgoing.writeHead(answer.status, answer.headers).end(answer.body)
    } else if (fault.kind === 'cut') incoming.socket.destroy()
    else if (fault.kind === 'error') outgoing.writeHead(500).end('{"error":"internal"}')
    else
      outgoing
        .writeHead(200, { 'content-type': 'application/json' })
        .end(answer.body.subarray(0, answer.body.length / 2))
  }

  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch(() => incoming.socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    fault: (fault, namespace = '*') => void (fault ? faults.set(namespace, fault) : faults.delete(namespace)),
    count: () => count,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

function strikes(fault: { share?: number; onlyWrites?: boolean }, body: Buffer): boolean {
  if (fault.onlyWrites && !body.includes('BEGIN IMMEDIATE')) return false
  return Math.random() < (fault.share ?? 1)
}

async function readAll(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function forward(target: string, { method, url, headers }: IncomingMessage, body: Buffer) {
  return new Promise<{ status: number; headers: Record<string, string>; body: Buffer }>((resolve, reject) => {
    const outgoing = request(new URL(url ?? '/', target).href, {
      method,
      headers: { ...headers, 'content-length': body.length },
    })
    outgoing.on('error', reject)
    outgoing.on('response', (answer) => {
      readAll(answer).then(
        (bytes) =>
          resolve({
            status: answer.statusCode ?? 502,
            headers: { 'content-type': answer.headers['content-type'] ?? 'application/json' },
            body: bytes,
          }),
        reject,
      )
    })
    outgoing.end(body)
  })
}
