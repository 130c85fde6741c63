import { z } from 'zod'
import type { CertificateSeen } from '../../db/tenant/schema/index.ts'
import type { CertificatePort } from '../../tenants/domains/domain-port.ts'
import { fetchJson } from './fetch-json.ts'

const API_URL = 'https://api.cloudflare.com/client/v4'
const TIMEOUT_MS = 8_000
const MAX_BYTES = 256 * 1_024
const MAX_SAID = 3
const MAX_LETTERS = 200

/** Two machines run side by side: the name's, and its certificate's. It works when both have arrived. */
const LIVE = new Set(['active', 'active_redeploying'])
const CERTIFIED = new Set(['active', 'backup_issued'])
/** The name stopped, and goes on when it is asked to; so does a certificate that waited too long. */
const STOPPED = new Set(['moved', 'deleted', 'test_failed'])
const REFUSED = new Set(['blocked', 'pending_blocked', 'test_blocked'])
const TIMED_OUT = /_timed_out$|^expired$/

const hostnameSchema = z.object({
  id: z.string().min(1),
  hostname: z.string(),
  status: z.string().default('pending'),
  verification_errors: z.array(z.string()).default([]),
  // The first answer may come before there is one.
  ssl: z
    .object({
      status: z.string().default('initializing'),
      validation_errors: z.array(z.object({ message: z.string() })).default([]),
    })
    .nullish(),
})
type Hostname = z.output<typeof hostnameSchema>

const oneSchema = z.object({ success: z.literal(true), result: hostnameSchema })
const listSchema = z.object({ success: z.literal(true), result: z.array(hostnameSchema) })

export type CustomHostnamesOptions = {
  zoneId: string
  apiToken: string
  apiUrl?: string | undefined
  fetch?: typeof fetch
  timeoutMs?: number
}

/** How a certificate is asked for: the name leads here already, so a file that Cloudflare serves itself proves it. */
const SSL = { method: 'http', type: 'dv', settings: { min_tls_version: '1.2' } } as const

/** Certificates for studios' own domains, by Cloudflare for SaaS (`/zones/:zone/custom_hostnames`). */
export function makeCustomHostnames(options: CustomHostnamesOptions): CertificatePort {
  const base = `${options.apiUrl ?? API_URL}/zones/${encodeURIComponent(options.zoneId)}/custom_hostnames`
  const limits = {
    fetch: options.fetch ?? ((...args: Parameters<typeof fetch>) => fetch(...args)),
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
    maxBytes: MAX_BYTES,
  }
  const headers = { authorization: `Bearer ${options.apiToken}`, 'content-type': 'application/json' }
  const call = (method: string, path: string, body?: unknown) =>
    fetchJson(
      new URL(base + path),
      { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) },
      limits,
    )
  const find = async (host: string): Promise<Hostname | undefined> => {
    const { json } = await call('GET', `?hostname=${encodeURIComponent(host)}`)
    return listSchema.parse(json).result.find(({ hostname }) => hostname === host)
  }
  const create = async (host: string): Promise<Hostname | undefined> => {
    const { json } = await call('POST', '', { hostname: host, ssl: SSL })
    // Refused because it is there: a call before was carried out and not heard.
    return oneSchema.safeParse(json).data?.result ?? find(host)
  }
  const restart = async ({ id }: Hostname): Promise<Hostname> => {
    const { json } = await call('PATCH', `/${encodeURIComponent(id)}`, { ssl: SSL })
    return oneSchema.parse(json).result
  }
  return {
    async ensure(host) {
      try {
        const found = (await find(host)) ?? (await create(host))
        if (!found) return { state: 'unknown', said: [] }
        return toSeen(hasStopped(found) ? await restart(found) : found)
      } catch {
        return { state: 'unknown', said: [] }
      }
    },
    async remove(host) {
      try {
        const found = await find(host)
        if (!found) return true
        // It answers with a bare id, without the envelope of all other calls.
        const { status } = await call('DELETE', `/${encodeURIComponent(found.id)}`)
        return (status >= 200 && status < 300) || status === 404
      } catch {
        return false
      }
    },
  }
}

function hasStopped({ status, ssl }: Hostname): boolean {
  return !REFUSED.has(status) && (STOPPED.has(status) || TIMED_OUT.test(ssl?.status ?? ''))
}

function toSeen(hostname: Hostname): CertificateSeen {
  const { status, ssl, verification_errors: errors } = hostname
  const said = [...errors, ...(ssl?.validation_errors ?? []).map(({ message }) => message)]
    .slice(0, MAX_SAID)
    .map((text) => text.slice(0, MAX_LETTERS))
  if (REFUSED.has(status) || hasStopped(hostname)) return { state: 'refused', said }
  if (LIVE.has(status) && CERTIFIED.has(ssl?.status ?? '')) return { state: 'active', said: [] }
  return { state: 'waiting', said }
}
