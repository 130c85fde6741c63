import { z } from 'zod'
import type { MailDomainRecord } from '../../db/tenant/schema/index.ts'
import type { MailDomainVendor, VendorDomain } from '../../tenants/mail-domain/mail-domain-port.ts'
import { fetchJson, type JsonAnswer } from './fetch-json.ts'

const API_URL = 'https://api.resend.com'
const TIMEOUT_MS = 8_000
const MAX_BYTES = 1_024 * 1_024
/** What one page of a list holds, and more pages than a team has. */
const PAGE = 100
const MAX_PAGES = 100
const MAX_LETTERS = 200

const recordSchema = z.object({
  record: z.string(),
  name: z.string(),
  type: z.string(),
  value: z.string(),
  status: z.string().default('not_started'),
  priority: z.number().nullish(),
})
const domainSchema = z.object({
  id: z.string().min(1),
  name: z.string(),
  status: z.string(),
  records: z.array(recordSchema).default([]),
})
const listSchema = z.object({
  data: z.array(z.object({ id: z.string(), name: z.string() })),
  has_more: z.boolean().default(false),
})
const errorSchema = z.object({ name: z.string(), message: z.string().default('') })

/** Errors that speak of the domain; all others of our account, our pace or their day. */
const REFUSALS = new Set(['validation_error', 'invalid_parameter', 'missing_required_field'])

export type ResendDomainsOptions = {
  apiKey: string
  apiUrl?: string | undefined
  fetch?: typeof fetch
  timeoutMs?: number
}

/** Studios' own senders, by Resend (`/domains`; resend.com/docs/api-reference/domains). */
export function makeResendDomains(options: ResendDomainsOptions): MailDomainVendor {
  const limits = {
    fetch: options.fetch ?? ((...args: Parameters<typeof fetch>) => fetch(...args)),
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
    maxBytes: MAX_BYTES,
  }
  const headers = { authorization: `Bearer ${options.apiKey}`, 'content-type': 'application/json' }
  const call = (method: string, path: string, body?: unknown) =>
    fetchJson(
      new URL((options.apiUrl ?? API_URL) + path),
      { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) },
      limits,
    )
  const get = async (id: string): Promise<VendorDomain | 'gone' | null> => {
    const { status, json } = await call('GET', pathOf(id))
    if (status === 404) return 'gone'
    return isOk(status) ? toVendorDomain(json) : null
  }
  const find = async (domain: string): Promise<VendorDomain | null> => {
    let after = ''
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const { json } = await call('GET', `/domains?limit=${PAGE}${after}`)
      const { data, has_more: hasMore } = listSchema.parse(json)
      const found = data.find(({ name }) => name.toLowerCase() === domain)
      if (found) {
        const there = await get(found.id)
        return there === 'gone' ? null : there
      }
      const last = data.at(-1)
      if (!hasMore || !last) return null
      after = `&after=${encodeURIComponent(last.id)}`
    }
    return null
  }
  return {
    create: (domain) =>
      orNull(async () => {
        const answer = await call('POST', '/domains', { name: domain })
        if (isOk(answer.status)) return toVendorDomain(answer.json)
        const said = refusalOf(answer)
        // Refused because it is there: a call before was carried out and not heard.
        return said === null ? null : ((await find(domain)) ?? { refused: said })
      }),
    get: (id) => orNull(() => get(id)),
    verify: async (id) =>
      (await orNull(async () => isOk((await call('POST', `${pathOf(id)}/verify`)).status))) ?? false,
    remove: async (id) =>
      (await orNull(async () => {
        const { status } = await call('DELETE', pathOf(id))
        return isOk(status) || status === 404
      })) ?? false,
  }
}

async function orNull<Answer>(ask: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await ask()
  } catch {
    return null
  }
}

const pathOf = (id: string) => `/domains/${encodeURIComponent(id)}`

const isOk = (status: number) => status >= 200 && status < 300

function refusalOf({ json }: JsonAnswer): string | null {
  const { data: error } = errorSchema.safeParse(json)
  return error && REFUSALS.has(error.name) ? error.message.slice(0, MAX_LETTERS) : null
}

async function toVendorDomain(json: unknown): Promise<VendorDomain> {
  const { id, name, status, records } = domainSchema.parse(json)
  // What else it could do for a domain, receive mail and count clicks, nobody asked for.
  const asked = records.filter(({ record }) => record === 'SPF' || record === 'DKIM')
  const bought = await boughtName(name)
  const wanted = asked.flatMap((record) => toRecord(record, { domain: name, bought }) ?? [])
  return { id, state: stateOf(status, wanted), records: wanted }
}

/** A domain that could do more may be half of what was asked: what counts here is whether mail may come from it. */
function stateOf(status: string, records: readonly MailDomainRecord[]): VendorDomain['state'] {
  const isComplete = records.length > 0 && records.every(({ isFound }) => isFound)
  if (status === 'verified' || (status.startsWith('partially_') && isComplete)) return 'verified'
  // `temporary_failure`: the records were there and are not, and are looked for.
  return status === 'failed' || status === 'partially_failed' ? 'failed' : 'pending'
}

function toRecord(
  { record, name, type, value, status, priority }: z.output<typeof recordSchema>,
  { domain, bought }: { domain: string; bought: string },
): MailDomainRecord | null {
  if (type !== 'TXT' && type !== 'MX' && type !== 'CNAME') return null
  return {
    purpose: record === 'SPF' ? 'spf' : 'dkim',
    type,
    name: fullName(name, { domain, bought }),
    value,
    priority: priority ?? null,
    isFound: status === 'verified',
  }
}

/** They name records as the page of a DNS provider wants them: without the name that was bought. */
function fullName(name: string, { domain, bought }: { domain: string; bought: string }): string {
  const bare = name.replace(/\.$/, '').toLowerCase()
  if (bare === domain || bare.endsWith(`.${domain}`)) return bare
  if (bare === '' || bare === '@') return domain
  const below = domain === bought ? '' : domain.slice(0, -bought.length - 1)
  return below !== '' && (bare === below || bare.endsWith(`.${below}`))
    ? `${bare}.${bought}`
    : `${bare}.${domain}`
}

async function boughtName(domain: string): Promise<string> {
  const { getDomain } = await import('tldts')
  return getDomain(domain, { allowPrivateDomains: true }) ?? domain
}
