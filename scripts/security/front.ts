import { createServer, request, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

type FrontOptions = {
  /** The Worker's own address. */
  url: string
  /** The studio's host. */
  host: string
  /** Whom it lets the tools be: a cookie or a bearer. */
  headers?: Record<string, string>
}

export type Front = { url: string; answers: () => ReadonlyMap<number, number>; close: () => Promise<void> }

/**
 * An address on this machine that leads to one studio, signed in as somebody: the tools know no names below `localhost`,
 * and send no `Origin`, without which every form of theirs would be refused before it is read.
 */
export async function startFront({ url, host, headers = {} }: FrontOptions): Promise<Front> {
  const { hostname, port } = new URL(url)
  const statuses = new Map<number, number>()
  const server = createServer((asked, answer) => {
    // Or a crawl would sign itself out.
    if (asked.url?.includes('sign-out')) return void answer.writeHead(404).end()
    const forwarded = {
      ...withoutOrigin(asked.headers),
      ...headers,
      host: `${host}:${port}`,
      'sec-fetch-site': 'same-origin',
    }
    const onward = request(
      { hostname, port, method: asked.method, path: asked.url, headers: forwarded },
      (got) => {
        const { statusCode = 502 } = got
        statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1)
        answer.writeHead(statusCode, rewritten(got.headers, { host: `${host}:${port}`, own: ownUrl() }))
        got.pipe(answer)
      },
    )
    onward.on('error', () => answer.writeHead(502).end())
    asked.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // Listening on a port, it has an address of this kind.
  const ownUrl = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: ownUrl(),
    answers: () => statuses,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function withoutOrigin({ origin: _origin, ...headers }: IncomingHttpHeaders): IncomingHttpHeaders {
  return headers
}

/** Redirects lead back here. */
function rewritten(headers: IncomingHttpHeaders, { host, own }: { host: string; own: string }) {
  const { location, ...others } = headers
  return location === undefined ? others : { ...others, location: location.replace(`http://${host}`, own) }
}
