import type { CertificateSeen } from '../../db/tenant/schema/index.ts'

/** A record of the DNS: names in lower case without the last dot, the parts of a text put together. */
export type DnsRecord = { name: string; type: DnsType; data: string }
export type DnsType = 'A' | 'AAAA' | 'CNAME' | 'TXT'

/** What the DNS says of a name: no records where there is no such name. `out_of_order`: its own servers fail. */
export type DnsAnswer =
  { ok: true; records: DnsRecord[] } | { ok: false; reason: 'no_answer' | 'out_of_order' | 'busy' }

export type DnsPort = {
  /** Records of that type, with the aliases that lead to them. Never rejects. */
  ask: (name: string, type: Exclude<DnsType, 'CNAME'>) => Promise<DnsAnswer>
}

export type CertificatePort = {
  /** Asks for a certificate, or how far the one asked for is. Never rejects. */
  ensure: (host: string) => Promise<CertificateSeen>
  /** Gives it up, so that nothing of that name arrives here; false: nobody answered. */
  remove: (host: string) => Promise<boolean>
}

/** A name at which the studio can be reached. Its main one is in links of messages; visitors of one that redirects go there. */
export type StudioHost = { host: string; kind: 'subdomain' | 'custom'; isMain: boolean; redirects: boolean }

/** Whose name is whose: the registry. */
export type HostsPort = {
  list: () => Promise<StudioHost[]>
  /** Whether another studio, or the platform, has it. */
  isOthers: (host: string) => Promise<boolean>
  /** Makes it the studio's, which has it from now on; false: somebody else has it. */
  hold: (host: string) => Promise<boolean>
  /** Nobody's again; where it was the main one, the platform's own name is. */
  release: (host: string) => Promise<void>
  /** Puts it into links from now on; false: it is not the studio's. */
  makeMain: (host: string) => Promise<boolean>
  /** Sends its visitors to the main one, or serves them; false: it is not the studio's. */
  redirect: (host: string, redirects: boolean) => Promise<boolean>
}

/** Everything about names outside the studio's own database. */
export type DomainPort = {
  /** A machine of developers: what is sent out may go to that machine itself. */
  isLocal: boolean
  /** The domain below which the platform gives studios their names: nobody's own. */
  suffix: string
  /** Where own domains are to point instead of at the studio's own name on the platform. */
  target: string | null
  /** Null where nobody may be asked: a machine of developers. */
  dns: DnsPort | null
  /** Null where certificates are made by other means. */
  certificates: CertificatePort | null
  hosts: HostsPort
}
