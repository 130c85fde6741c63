import type { Registry } from '../../db/registry/open-registry.ts'
import type { SigningKeys } from '../access/signing-keys.ts'
import type { TenantContext } from '../context.ts'
import type { CertificatePort, DnsPort } from '../domains/domain-port.ts'
import type { MailPort } from '../messages/mail-port.ts'
import type { WebhookPort } from '../webhooks/webhook-port.ts'
import type { DatabaseHost } from './database-host.ts'
import type { HostnameVendor } from './hostnames/hostname-vendor.ts'
import type { TenantRecord } from './tenant-record.ts'

/** Something of the fleet's that is done in the background; losing it costs time, cron says it again. */
export type FleetWork =
  { kind: 'job'; id: string } | { kind: 'migration'; id: string } | { kind: 'chore'; id: Chore }

/** What has to be done again and again, whoever asks for it. */
export const chores = ['hostnames', 'backups', 'drills', 'usage', 'alerts', 'deletions', 'plans'] as const
export type Chore = (typeof chores)[number]

/** Files of the platform's own, beside those of studios: backups. Keys are ours, such as `backups/ten_…/bkp_….sql.gz`. */
export type FleetFiles = {
  /** Keeps a file in parts, all of the same size but the last, of five MiB at least. It is there as a whole, or not at all. */
  putParts: (
    key: string,
    parts: AsyncIterable<{ number: number; bytes: Uint8Array }>,
    about: { contentType: string },
  ) => Promise<void>
  get: (key: string) => Promise<{ body: ReadableStream<Uint8Array>; bytes: number } | null>
  delete: (keys: readonly string[]) => Promise<void>
  /** Everything a studio ever uploaded; says how much that was. */
  deleteOfTenant: (tenantId: string) => Promise<{ files: number; bytes: number }>
}

/** Everything that running the fleet needs; the clock is a parameter. */
export type FleetContext = {
  registry: Registry
  databaseHost: DatabaseHost
  keys: SigningKeys
  /** Studios live at `<slug>.<platformDomain>`. */
  platformDomain: string
  /** The platform's own host, and scheme and host of its links. */
  platformHost: string
  platformOrigin: string
  now: () => number
  files: FleetFiles
  /** Null where certificates are made by other means. */
  certificates: CertificatePort | null
  /** The same, name by name. */
  hostnameVendor: HostnameVendor | null
  dns: DnsPort | null
  mail: MailPort
  mailFrom: string
  /** For programs of operators, which are told of alerts. */
  webhooks: WebhookPort
  /** Has every data centre ask the registry about these hosts anew; what an isolate remembers goes within 15 s. */
  forgetHosts: (hosts: readonly string[]) => Promise<void>
  /** A studio as the system sees it. */
  openTenant: (record: TenantRecord) => Promise<TenantContext>
  /** In so many ms, or at once. */
  startWork: (work: FleetWork, inMs?: number) => Promise<void>
}
