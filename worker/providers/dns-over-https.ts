import { z } from 'zod'
import type { DnsAnswer, DnsPort, DnsRecord, DnsType } from '../../tenants/domains/domain-port.ts'
import { fetchJson } from './fetch-json.ts'

/** Asked in production unless an operator names another (`DNS_URL`). */
export const DEFAULT_DNS_URL = 'https://cloudflare-dns.com/dns-query'

const TIMEOUT_MS = 4_000
const MAX_BYTES = 64 * 1_024
/** More than any name of a studio has. */
const MAX_RECORDS = 60

/** Numbers of the DNS (RFC 1035, 3596) for the kinds that are read. */
const types: Record<number, DnsType> = { 1: 'A', 5: 'CNAME', 16: 'TXT', 28: 'AAAA' }
const NO_ERROR = 0
const SERVER_FAILURE = 2
const NO_SUCH_NAME = 3

const answerSchema = z.object({
  Status: z.int(),
  Question: z.array(z.object({ name: z.string() })).min(1),
  Answer: z.array(z.object({ name: z.string(), type: z.int(), data: z.string() })).default([]),
})

type Options = { url: string; fetch?: typeof fetch; timeoutMs?: number }

/**
 * The DNS as a public resolver tells it in JSON (developers.cloudflare.com/1.1.1.1/encryption/dns-over-https, Google's
 * schema). Only the resolver is called: names are asked about, nothing is fetched from them.
 */
export function makeDnsOverHttps(options: Options): DnsPort {
  const limits = {
    // Looked up at each call: tests put another in its place.
    fetch: options.fetch ?? ((...args: Parameters<typeof fetch>) => fetch(...args)),
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
    maxBytes: MAX_BYTES,
  }
  return {
    async ask(name, type) {
      const url = new URL(options.url)
      url.searchParams.set('name', name)
      url.searchParams.set('type', type)
      try {
        const { status, json } = await fetchJson(url, { headers: { accept: 'application/dns-json' } }, limits)
        if (status === 429) return { ok: false, reason: 'busy' }
        return status === 200 ? readAnswer(name, json) : { ok: false, reason: 'no_answer' }
      } catch {
        return { ok: false, reason: 'no_answer' }
      }
    },
  }
}

function readAnswer(name: string, json: unknown): DnsAnswer {
  const { data } = answerSchema.safeParse(json)
  // An answer to another question is none.
  if (!data?.Question.some((question) => toName(question.name) === name)) {
    return { ok: false, reason: 'no_answer' }
  }
  if (data.Status === SERVER_FAILURE) return { ok: false, reason: 'out_of_order' }
  if (data.Status === NO_SUCH_NAME) return { ok: true, records: [] }
  if (data.Status !== NO_ERROR) return { ok: false, reason: 'no_answer' }
  return { ok: true, records: data.Answer.slice(0, MAX_RECORDS).flatMap(toRecord) }
}

function toRecord(answer: { name: string; type: number; data: string }): DnsRecord[] {
  const type = types[answer.type]
  if (type === undefined) return []
  const data = type === 'TXT' ? joinText(answer.data) : toName(answer.data)
  return [{ name: toName(answer.name), type, data }]
}

const toName = (name: string) => name.toLowerCase().replace(/\.$/, '')

/** A text comes in parts of 255 bytes at most, each in quotes: `"one" "two"`. */
function joinText(data: string): string {
  const parts = [...data.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, part = '']) => part)
  return parts.length > 0 ? parts.join('').replaceAll(/\\(.)/g, '$1') : data
}
