import { Agent, request } from 'node:http'

export type Ask = {
  /** Where the Worker listens, such as `http://127.0.0.1:8787`. */
  url: string
  /** The studio's host as a browser would send it; the port is the Worker's own business. */
  host: string
  path: string
  method?: string
  headers?: Record<string, string>
  body?: string | Uint8Array
  /** Goes away after this many milliseconds without waiting for the answer. */
  abandonAfterMs?: number
}

export type Answer = {
  status: number
  headers: Record<string, string>
  text: string
  bytes: Buffer
  json: () => unknown
}

const agent = new Agent({ keepAlive: true, maxSockets: 400 })
let asked = 0

/**
 * One HTTP request with exactly this `Host`, which `fetch` will not send. Each comes from an address of its own unless told
 * otherwise, as visitors do, so that the limits per visitor stay out of the way. Rejects when there is no answer.
 */
export function ask({
  url,
  host,
  path,
  method = 'GET',
  headers = {},
  body,
  abandonAfterMs,
}: Ask): Promise<Answer> {
  const { hostname, port } = new URL(url)
  asked += 1
  const visitor = `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}`
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        hostname,
        port,
        path,
        method,
        agent,
        headers: {
          host,
          'cf-connecting-ip': visitor,
          ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
          ...headers,
        },
      },
      (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('error', reject)
        incoming.on('end', () => {
          const bytes = Buffer.concat(chunks)
          const text = bytes.toString('utf8')
          const flat = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])
          resolve({
            status: incoming.statusCode ?? 0,
            headers: Object.fromEntries(flat) as Record<string, string>,
            text,
            bytes,
            json: () => JSON.parse(text) as unknown,
          })
        })
      },
    )
    outgoing.on('error', reject)
    if (abandonAfterMs !== undefined) setTimeout(() => outgoing.destroy(), abandonAfterMs)
    outgoing.end(body)
  })
}

/** A JSON request to the API of a studio. */
export function askApi({ json, ...rest }: Ask & { json?: unknown }): Promise<Answer> {
  return ask({
    ...rest,
    path: `/api/v1${rest.path}`,
    headers: { 'content-type': 'application/json', ...rest.headers },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  })
}

/** A form as a browser without JavaScript sends it: same origin, urlencoded. */
export function askForm({ form, ...rest }: Ask & { form: Record<string, string> }): Promise<Answer> {
  return ask({
    method: 'POST',
    ...rest,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: `http://${rest.host}`,
      'sec-fetch-site': 'same-origin',
      ...rest.headers,
    },
    body: new URLSearchParams(form).toString(),
  })
}
