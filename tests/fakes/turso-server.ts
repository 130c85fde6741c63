/**
 * Turso's Platform API as its reference documents it (turso-docs, api-reference/openapi.json): paths, statuses, error
 * texts, and its mix of `Name`, `DbId`, `Hostname` with lower-case keys. Speaks through `fetch`, without a network.
 */
export type TursoServer = {
  fetch: typeof fetch
  /** Names of the databases there are now. */
  databases: () => string[]
  /** Method and path of every request, in order. */
  requests: string[]
  /** The next requests meet these instead of an answer: a response to give, or `drop` after carrying it out. */
  plan: (...faults: (Response | 'drop')[]) => void
}

type Options = { organization?: string; group?: string; apiToken?: string }

export function makeTursoServer(options: Options = {}): TursoServer {
  const { organization = 'trainerhub', group = 'default', apiToken = 'platform-token' } = options
  const databases = new Map<string, { Name: string; DbId: string; Hostname: string }>()
  const requests: string[] = []
  const faults: (Response | 'drop')[] = []

  async function answer(request: Request): Promise<Response> {
    const url = new URL(request.url)
    requests.push(`${request.method} ${url.pathname}${url.search}`)
    if (request.headers.get('authorization') !== `Bearer ${apiToken}`) {
      return refuse(401, 'token contains an invalid number of segments')
    }
    const prefix = `/v1/organizations/${organization}/databases`
    if (!url.pathname.startsWith(prefix)) return refuse(404, 'organization not found')
    const [name, ...rest] = url.pathname.slice(prefix.length).split('/').slice(1)
    if (name === undefined) return request.method === 'POST' ? create(await request.json()) : list()
    const database = databases.get(name)
    if (database === undefined) {
      return refuse(404, `could not find database with name [${name}]: record not found`)
    }
    if (rest.join('/') === 'auth/tokens' && request.method === 'POST') return mint(name, url.searchParams)
    if (request.method === 'DELETE') {
      databases.delete(name)
      return Response.json({ database: name })
    }
    return Response.json({ database: describe(database) })
  }

  function create(body: unknown): Response {
    const { name, group: wanted } = body as { name?: unknown; group?: unknown }
    if (typeof name !== 'string' || !/^[a-z0-9-]{1,64}$/.test(name))
      return refuse(400, 'invalid database name')
    if (wanted !== group) return refuse(400, 'group not found')
    if (databases.has(name)) return refuse(409, `database with name [${name}] already exists`)
    const database = { Name: name, DbId: crypto.randomUUID(), Hostname: `${name}-${organization}.turso.io` }
    databases.set(name, database)
    return Response.json({ database })
  }

  function list(): Response {
    return Response.json({ databases: [...databases.values()].map(describe) })
  }

  function describe(database: { Name: string; DbId: string; Hostname: string }) {
    return {
      ...database,
      block_reads: false,
      block_writes: false,
      delete_protection: false,
      parent: null,
      regions: ['aws-eu-west-1'],
      primaryRegion: 'aws-eu-west-1',
      group,
    }
  }

  return {
    requests,
    databases: () => [...databases.keys()],
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

function mint(name: string, query: URLSearchParams): Response {
  if (!/^(never|(\d+[wdhm])+)$/.test(query.get('expiration') ?? 'never')) {
    return refuse(400, 'Invalid expiration format')
  }
  return Response.json({ jwt: `jwt-of-${name}-${crypto.randomUUID()}` })
}

function refuse(status: number, error: string): Response {
  return Response.json({ error }, { status })
}
