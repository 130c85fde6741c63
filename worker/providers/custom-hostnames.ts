import { z } from 'zod'
import type { CertificateSeen } from '../../db/tenant/schema/index.ts'
import type { CertificatePort } from '../../tenants/domains/domain-port.ts'
import { hostnameState } from '../../tenants/domains/hostname-state.ts'
import {
  HostnameVendorError,
  type HostnameVendor,
  type VendorHostname,
} from '../../tenants/fleet/hostnames/hostname-vendor.ts'
import { fetchJson } from './fetch-json.ts'

const API_URL = 'https://api.cloudflare.com/client/v4'
const TIMEOUT_MS = 8_000
const MAX_BYTES = 1_024 * 1_024
const PER_PAGE = 100
const MAX_SAID = 3
const MAX_LETTERS = 200

const messageSchema = z.object({ message: z.string() })
const hostnameSchema = z.object({
  id: z.string().min(1),
  hostname: z.string(),
  status: z.string().default('pending'),
  verification_errors: z.array(z.string()).default([]),
  ownership_verification: z.object({ name: z.string(), value: z.string() }).nullish(),
  // The first answer may come before there is one.
  ssl: z
    .object({
      status: z.string().default('initializing'),
      validation_errors: z.array(messageSchema).default([]),
      validation_records: z
        .array(z.object({ txt_name: z.string().optional(), txt_value: z.string().optional() }))
        .default([]),
    })
    .nullish(),
})

const refusalSchema = z.object({ errors: z.array(messageSchema) })
const oneSchema = z.object({ success: z.literal(true), result: hostnameSchema })
const listSchema = z.object({
  success: z.literal(true),
  result: z.array(hostnameSchema),
  result_info: z.object({ total_pages: z.int() }).optional(),
})

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
export function makeCustomHostnames(options: CustomHostnamesOptions): CertificatePort & HostnameVendor {
  const call = makeCall(options)
  const find = async (host: string): Promise<VendorHostname | undefined> => {
    const { result } = read(listSchema, await call('GET', `?hostname=${encodeURIComponent(host)}`))
    return result.map(toHostname).find((one) => one.host === host)
  }
  const vendor: HostnameVendor = {
    async list(page) {
      const answer = await call('GET', `?per_page=${PER_PAGE}&page=${page}&order=ssl`)
      const { result, result_info: info } = read(listSchema, answer)
      return { hostnames: result.map(toHostname), isLast: page >= (info?.total_pages ?? page) }
    },
    async create(host) {
      const answer = await call('POST', '', { hostname: host, ssl: SSL })
      const made = oneSchema.safeParse(answer.json).data?.result
      // Refused because it is there: a call before was carried out and not heard.
      const found = made ? toHostname(made) : await find(host)
      if (!found) throw refused(answer)
      return found
    },
    async restart(id) {
      const answer = await call('PATCH', `/${encodeURIComponent(id)}`, { ssl: SSL })
      return toHostname(read(oneSchema, answer).result)
    },
    async drop(id) {
      // It answers with a bare id, without the envelope of all other calls.
      const answer = await call('DELETE', `/${encodeURIComponent(id)}`)
      if (answer.status >= 300 && answer.status !== 404) throw refused(answer)
    },
  }
  return { ...vendor, ...certificatesOf(vendor, find) }
}

function certificatesOf(
  vendor: HostnameVendor,
  find: (host: string) => Promise<VendorHostname | undefined>,
): CertificatePort {
  return {
    async ensure(host) {
      try {
        const found = (await find(host)) ?? (await vendor.create(host))
        const hasStopped = hostnameState(found) === 'stopped'
        return toSeen(hasStopped ? await vendor.restart(found.providerId) : found)
      } catch {
        return { state: 'unknown', said: [] }
      }
    },
    async remove(host) {
      try {
        const found = await find(host)
        if (found) await vendor.drop(found.providerId)
        return true
      } catch {
        return false
      }
    },
  }
}

type Answer = { status: number; json: unknown }

function makeCall({ zoneId, apiToken, apiUrl = API_URL, ...options }: CustomHostnamesOptions) {
  const base = `${apiUrl}/zones/${encodeURIComponent(zoneId)}/custom_hostnames`
  const limits = {
    fetch: options.fetch ?? ((...args: Parameters<typeof fetch>) => fetch(...args)),
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
    maxBytes: MAX_BYTES,
  }
  const headers = { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' }
  return async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
    try {
      return await fetchJson(new URL(base + path), init, limits)
    } catch (cause) {
      throw new HostnameVendorError(`${method} custom_hostnames got no answer`, { cause })
    }
  }
}

function read<T>(schema: z.ZodType<T>, answer: Answer): T {
  const { data } = schema.safeParse(answer.json)
  if (data === undefined) throw refused(answer)
  return data
}

function refused({ status, json }: Answer): HostnameVendorError {
  const errors = refusalSchema.safeParse(json).data?.errors ?? []
  const said = cut(errors.map(({ message }) => message))
  return new HostnameVendorError(`custom_hostnames answered ${status}`, { status, said })
}

function cut(said: readonly string[]): string[] {
  return said.slice(0, MAX_SAID).map((text) => text.slice(0, MAX_LETTERS))
}

function toHostname(hostname: z.output<typeof hostnameSchema>): VendorHostname {
  const {
    id,
    hostname: host,
    status,
    ssl,
    verification_errors: errors,
    ownership_verification: owned,
  } = hostname
  const said = [...errors, ...(ssl?.validation_errors ?? []).map(({ message }) => message)]
  const texts = (ssl?.validation_records ?? []).map((one) => ({ name: one.txt_name, value: one.txt_value }))
  const records = [...(owned ? [owned] : []), ...texts].flatMap(({ name, value }) =>
    name && value ? [{ type: 'TXT' as const, name, value }] : [],
  )
  return {
    host,
    providerId: id,
    status,
    sslStatus: ssl?.status ?? 'initializing',
    said: cut(said),
    records,
  }
}

function toSeen(hostname: VendorHostname): CertificateSeen {
  const { said } = hostname
  const state = hostnameState(hostname)
  if (state === 'active') return { state, said: [] }
  return { state: state === 'waiting' ? 'waiting' : 'refused', said }
}
