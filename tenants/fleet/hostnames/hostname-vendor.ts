import type { WantedRecord } from '../../domains/own-domain.ts'

/** A name as the maker of certificates has it; both states in its words (`tenants/domains/hostname-state.ts`). */
export type VendorHostname = {
  host: string
  providerId: string
  status: string
  sslStatus: string
  /** What it says is wrong. */
  said: string[]
  /** What it wants to see in the DNS besides where the name leads; none in its first answer. */
  records: (WantedRecord & { type: 'TXT' | 'CNAME' })[]
}

/** Who makes certificates, as the fleet sees it: Cloudflare for SaaS (`worker/providers/custom-hostnames.ts`). */
export type HostnameVendor = {
  /** Page by page, from 1. @throws HostnameVendorError */
  list: (page: number) => Promise<{ hostnames: VendorHostname[]; isLast: boolean }>
  /** Makes sure that it is there. @throws HostnameVendorError */
  create: (host: string) => Promise<VendorHostname>
  /** Has it look again at what stopped. @throws HostnameVendorError */
  restart: (providerId: string) => Promise<VendorHostname>
  /** What is not there is fine. @throws HostnameVendorError */
  drop: (providerId: string) => Promise<void>
}

/** The maker of certificates refused, or did not answer: its HTTP status and its words when there were any. */
export class HostnameVendorError extends Error {
  override name = 'HostnameVendorError'
  readonly status: number | undefined
  readonly said: readonly string[]

  constructor(message: string, options: ErrorOptions & { status?: number; said?: readonly string[] } = {}) {
    super(message, options)
    this.status = options.status
    this.said = options.said ?? []
  }
}
