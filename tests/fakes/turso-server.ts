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
  /** What a database's own host answers to `/dump` with a token of its own. */
  keep: (name: string, dump: string) => void
  /** A database as the API shows it; nothing when there is none. */
  describe: (name: string) => object | undefined
}

type Database = {
  Name: string
  DbId: string
  Hostname: string
  group: string
  block_reads: boolean
  block_writes: boolean
  parent: { name: string; branched_at: string } | null
  dump: string
}

type Options = { organization?: string; groups?: string[]; apiToken?: string }

export function makeTursoServer(options: Options = {}): TursoServer {
  const { organization = 'trainerhub', groups = ['default'], apiToken = 'platform-token' } = options
  const databases = new Map<string, Database>()
  const requests: string[] = []
  const faults: (Response | 'drop')[] = []

  async function answer(request: Request): Promise<Response> {
    const url = new URL(request.url)
    const hosted = [...databases.values()].find(({ Hostname }) => Hostname === url.hostname)
    if (hosted && url.pathname === '/dump') return dump(hosted, request)
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
    if (rest.join('/') === 'configuration') return configure(database, request)
    if (rest.join('/') === 'usage') return measure(database, url.searchParams)
    if (request.method === 'DELETE') {
      databases.delete(name)
      return Response.json({ database: name })
    }
    return Response.json({ database: describe(database) })
  }

  function create(body: unknown): Response {
    const { name, group: wanted, seed } = body as { name?: unknown; group?: unknown; seed?: unknown }
    if (typeof name !== 'string' || !/^[a-z0-9-]{1,64}$/.test(name))
      return refuse(400, 'invalid database name')
    if (typeof wanted !== 'string' || !groups.includes(wanted)) return refuse(400, 'group not found')
    if (databases.has(name)) return refuse(409, `database with name [${name}] already exists`)
    const parent = seed === undefined ? null : (seed as { name?: string; timestamp?: string })
    const origin = databases.get(parent?.name ?? '')
    if (parent && (!origin || Number.isNaN(Date.parse(parent.timestamp ?? '')))) {
      return refuse(400, 'database seed not found')
    }
    const identity = {
      Name: name,
      DbId: crypto.randomUUID(),
      Hostname: `${name}-${organization}.turso.io`,
    }
    databases.set(name, {
      ...identity,
      group: wanted,
      block_reads: false,
      block_writes: false,
      parent: parent && { name: parent.name ?? '', branched_at: parent.timestamp ?? '' },
      dump: origin?.dump ?? '',
    })
    return Response.json({ database: identity })
  }

  function list(): Response {
    return Response.json({ databases: [...databases.values()].map(describe) })
  }

  function describe({ dump: _dump, ...database }: Database) {
    return {
      ...database,
      delete_protection: false,
      regions: ['aws-eu-west-1'],
      primaryRegion: 'aws-eu-west-1',
    }
  }

  return {
    requests,
    databases: () => [...databases.keys()],
    plan: (...next) => faults.push(...next),
    describe(name) {
      const database = databases.get(name)
      return database && describe(database)
    },
    keep(name, text) {
      const database = databases.get(name)
      if (database) database.dump = text
    },
    async fetch(input, init) {
      const fault = faults.shift()
      if (fault instanceof Response) return fault
      const response = await answer(new Request(input, init))
      if (fault === 'drop') throw new TypeError('fetch failed')
      return response
    },
  }
}

async function configure(database: Database, request: Request): Promise<Response> {
  if (request.method === 'PATCH') {
    const changes = (await request.json()) as Partial<Database>
    database.block_reads = changes.block_reads ?? database.block_reads
    database.block_writes = changes.block_writes ?? database.block_writes
  }
  const { block_reads, block_writes } = database
  return Response.json({ size_limit: '0', allow_attach: false, block_reads, block_writes, allowed_ips: null })
}

function measure({ DbId: uuid, dump }: Database, query: URLSearchParams): Response {
  const isInstant = (name: string) => !Number.isNaN(Date.parse(query.get(name) ?? ''))
  if (!isInstant('from') || !isInstant('to')) return refuse(400, 'invalid time range')
  const usage = { rows_read: 12, rows_written: 3, storage_bytes: dump.length, bytes_synced: 0 }
  return Response.json({ database: { uuid, instances: [{ uuid, usage }], total: usage } })
}

function dump(database: Database, request: Request): Response {
  const isOwn = request.headers.get('authorization')?.startsWith(`Bearer jwt-of-${database.Name}-`)
  return isOwn ? new Response(database.dump) : refuse(401, 'Unauthorized')
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
