/** A domain as `GET /domains/:id` shows it. */
export type ResendDomain = {
  id: string
  name: string
  status: 'not_started' | 'pending' | 'verified' | 'failed' | 'temporary_failure'
  /** Since when it is looked for (ms). */
  since: number
}

type Answer = { status: number; body: unknown }
type Asked = { method: string; path: string; query: URLSearchParams; body: string }

/** So long the DNS is asked before a domain is given up (resend.com/docs/dashboard/domains/introduction). */
const LOOKED_FOR_MS = 72 * 3_600_000

/**
 * The part of Resend's API that is about senders' domains, as its reference documents it: a domain is `not_started`, looked
 * for once somebody asks (`pending`), found or given up; one whose records vanish is a `temporary_failure` first.
 */
export function makeResendDomains(now: () => number) {
  const domains = new Map<string, ResendDomain>()
  const published = new Set<string>()
  let made = 0

  /** What the vendor has found by now. */
  function look(domain: ResendDomain): ResendDomain {
    const isThere = published.has(domain.name)
    const isOver = now() - domain.since >= LOOKED_FOR_MS
    const { status } = domain
    if (status === 'pending' || status === 'temporary_failure') {
      if (isThere) domain.status = 'verified'
      else if (isOver) domain.status = 'failed'
    } else if (status === 'verified' && !isThere) {
      Object.assign(domain, { status: 'temporary_failure', since: now() })
    }
    return domain
  }

  function create(body: string): Answer {
    const name = readName(body)
    if (name === null) return refusal(422, 'validation_error', 'Invalid domain name.')
    if ([...domains.values()].some((one) => one.name === name)) {
      return refusal(403, 'validation_error', `The ${name} domain has been registered already.`)
    }
    made += 1
    const domain: ResendDomain = { id: `dom_${made}`, name, status: 'not_started', since: now() }
    domains.set(domain.id, domain)
    return { status: 201, body: show(domain, published) }
  }

  function list(query: URLSearchParams): Answer {
    const limit = Number(query.get('limit') ?? '20')
    const all = [...domains.values()].map(look)
    const first = all.findIndex(({ id }) => id === query.get('after')) + 1
    const page = all.slice(first, first + limit)
    const data = page.map(({ id, name, status }) => ({ id, name, status }))
    return { status: 200, body: { object: 'list', has_more: first + limit < all.length, data } }
  }

  return {
    /** By id. */
    all: domains,
    /** Sets the records in the DNS, or takes them away. */
    publish: (name: string, isThere = true) => void (isThere ? published.add(name) : published.delete(name)),
    answer({ method, path, query, body }: Asked): Answer {
      if (path === '/domains') return method === 'POST' ? create(body) : list(query)
      const [, id = '', verb] = /^\/domains\/([^/]+)(?:\/(verify))?$/.exec(path) ?? []
      const domain = domains.get(decodeURIComponent(id))
      if (!domain) return refusal(404, 'not_found', 'Domain not found')
      if (verb && method === 'POST') {
        Object.assign(domain, { status: 'pending', since: now() })
        return { status: 200, body: { object: 'domain', id } }
      }
      if (method === 'DELETE') {
        domains.delete(domain.id)
        return { status: 200, body: { object: 'domain', id, deleted: true } }
      }
      return { status: 200, body: { object: 'domain', ...show(look(domain), published) } }
    },
  }
}

function readName(body: string): string | null {
  try {
    const { name } = JSON.parse(body) as { name?: unknown }
    return typeof name === 'string' && /^([a-z0-9-]+\.)+[a-z0-9-]+$/.test(name) ? name : null
  } catch {
    return null
  }
}

/** Names of records are those below the name that was bought: here that of two labels. */
function show({ id, name, status }: ResendDomain, published: Set<string>) {
  const below = name.split('.').slice(0, -2).join('.')
  const nameOf = (label: string) => (below === '' ? label : `${label}.${below}`)
  const found = published.has(name) && status !== 'not_started' ? 'verified' : status
  const common = { ttl: 'Auto', status: found }
  return {
    id,
    name,
    status,
    created_at: '2027-01-04T06:00:00.000Z',
    region: 'us-east-1',
    records: [
      {
        record: 'SPF',
        name: nameOf('send'),
        type: 'MX',
        value: 'feedback-smtp.us-east-1.amazonses.com',
        priority: 10,
        ...common,
      },
      {
        record: 'SPF',
        name: nameOf('send'),
        type: 'TXT',
        value: '"v=spf1 include:amazonses.com ~all"',
        ...common,
      },
      {
        record: 'DKIM',
        name: nameOf('resend._domainkey'),
        type: 'TXT',
        value: `p=MIGfMA0GCSqGSIb3DQEB${id}`,
        ...common,
      },
    ],
  }
}

function refusal(statusCode: number, name: string, message: string): Answer {
  return { status: statusCode, body: { statusCode, name, message } }
}
