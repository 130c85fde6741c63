import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export type ReceivedWebhook = {
  path: string
  headers: Record<string, string>
  body: string
  /** The event, as the body says. */
  event: { id: string; type: string; created_at: string; data: Record<string, unknown> }
}

/** What one request meets instead of 204. `take…`: it was read before. */
export type ReceiverTrouble =
  { status: number; location?: string } | 'hang' | 'cut' | 'take and cut' | 'huge body' | 'endless body'

export type WebhookReceiver = {
  url: string
  /** Every request that was answered or taken, in order. */
  received: ReceivedWebhook[]
  requests: () => number
  /** The next requests meet these, one each; the last one stays when `forever`. */
  plan: (...troubles: ReceiverTrouble[]) => void
  always: (trouble: ReceiverTrouble | null) => void
  close: () => Promise<void>
}

const MEGABYTE = 'x'.repeat(1_000_000)

/** A program of a studio's that receives its webhooks, on this machine. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = []
  const planned: ReceiverTrouble[] = []
  let standing: ReceiverTrouble | null = null
  let requests = 0

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    requests += 1
    const trouble = planned.shift() ?? standing
    if (trouble === 'hang') return
    if (trouble === 'cut') return void request.socket.destroy()
    received.push(toWebhook(request, await text(request)))
    if (trouble === 'take and cut') return void request.socket.destroy()
    if (trouble === 'huge body' || trouble === 'endless body') {
      response.writeHead(200, { 'content-type': 'text/plain' })
      for (let part = 0; part < 10 && !response.destroyed; part += 1) response.write(MEGABYTE)
      if (trouble === 'huge body') response.end()
      return
    }
    const { status, location } = trouble ?? { status: 204 }
    response.writeHead(status, location === undefined ? {} : { location }).end()
  }
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // Listening on a port, it has such an address.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    requests: () => requests,
    plan: (...troubles) => void planned.push(...troubles),
    always: (trouble) => void (standing = trouble),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function toWebhook(request: IncomingMessage, body: string): ReceivedWebhook {
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)])
  return {
    path: request.url ?? '',
    headers: Object.fromEntries(headers),
    body,
    // Whatever else came would fail the test that reads it.
    event: JSON.parse(body) as ReceivedWebhook['event'],
  }
}
