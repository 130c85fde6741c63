/**
 * Cloudflare's API for custom hostnames as it is documented (developers.cloudflare.com/api/resources/custom_hostnames): the
 * envelope of every answer but the one of DELETE, two states that move on their own, no records in the first answer.
 * Speaks through `fetch`.
 */
export type CustomHostnamesServer = {
  fetch: typeof fetch
  hostnames: Map<string, FakeHostname>
  /** Method and path of every request, in order. */
  requests: string[]
  /** The next requests meet these: a response instead of an answer, or `drop` after carrying it out. */
  plan: (...faults: (Response | 'drop')[]) => void
}

export type FakeHostname = {
  id: string
  hostname: string
  status: string
  ssl: {
    status: string
    method: string
    type: string
    validation_errors?: { message: string }[]
    validation_records?: { status: string; txt_name: string; txt_value: string }[]
  }
  verification_errors?: string[]
  ownership_verification?: { type: 'txt'; name: string; value: string }
}

const BASE = '/client/v4/zones/zone-1/custom_hostnames'

export function makeCustomHostnamesServer({ apiToken = 'zone-token' } = {}): CustomHostnamesServer {
  const hostnames = new Map<string, FakeHostname>()
  const requests: string[] = []
  const faults: (Response | 'drop')[] = []

  async function answer(request: Request): Promise<Response> {
    const { pathname, search, searchParams } = new URL(request.url)
    requests.push(`${request.method} ${pathname.slice(BASE.length)}${search}`)
    if (request.headers.get('authorization') !== `Bearer ${apiToken}`) {
      return refuse(403, 10000, 'Authentication error')
    }
    if (!pathname.startsWith(BASE)) return refuse(404, 7003, 'Could not route to that zone')
    const id = pathname.slice(BASE.length + 1)
    if (id === '' && request.method === 'GET') {
      return acceptPage([...hostnames.values()], searchParams)
    }
    if (id === '') return create(await request.json())
    const found = [...hostnames.values()].find((one) => one.id === id)
    if (!found) return refuse(404, 1436, 'The custom hostname was not found.')
    if (request.method === 'DELETE') {
      hostnames.delete(found.hostname)
      return Response.json({ id })
    }
    if (request.method === 'PATCH') {
      found.status = found.status === 'moved' ? 'pending' : found.status
      found.ssl = { ...found.ssl, status: 'pending_validation' }
    }
    return accept(found)
  }

  function create(body: unknown): Response {
    const { hostname, ssl } = body as { hostname?: string; ssl?: { method: string; type: string } }
    if (!hostname || ssl?.type !== 'dv') return refuse(400, 1407, 'Invalid custom hostname.')
    if (hostnames.has(hostname)) return refuse(409, 1406, 'Duplicate custom hostname found.')
    const made = { id: crypto.randomUUID().replaceAll('-', ''), hostname, status: 'pending' }
    hostnames.set(hostname, {
      ...made,
      ssl: { status: 'initializing', method: ssl.method, type: ssl.type },
      ownership_verification: {
        type: 'txt',
        name: `_cf-custom-hostname.${hostname}`,
        value: crypto.randomUUID(),
      },
    })
    return accept(made, 201)
  }

  return {
    hostnames,
    requests,
    plan: (...next) => faults.push(...next),
    async fetch(input, init) {
      const fault = faults.shift()
      if (fault instanceof Response) return fault
      const response = await answer(new Request(input, init))
      if (fault === 'drop') throw new TypeError('fetch failed')
      return response
    },
  }
}

/** A page of twenty unless told, as `result_info` says. */
function acceptPage(all: FakeHostname[], asked: URLSearchParams): Response {
  const wanted = asked.get('hostname')
  const found = all.filter(({ hostname }) => !wanted || hostname === wanted)
  const [page, perPage] = [Number(asked.get('page') ?? 1), Number(asked.get('per_page') ?? 20)]
  const result = found.slice((page - 1) * perPage, page * perPage)
  const counts = { count: result.length, total_count: found.length }
  const info = { page, per_page: perPage, total_pages: Math.ceil(found.length / perPage), ...counts }
  return Response.json({ success: true, errors: [], messages: [], result, result_info: info })
}

const accept = (result: unknown, status = 200) =>
  Response.json({ success: true, errors: [], messages: [], result }, { status })

const refuse = (status: number, code: number, message: string) =>
  Response.json({ success: false, errors: [{ code, message }], messages: [], result: null }, { status })
