import type { MailDomainRecord } from '../../db/tenant/schema/index.ts'

/** A sender's domain as the vendor knows it. `failed`: it looked for the records for days, or they are gone again. */
export type VendorDomain = {
  id: string
  state: 'pending' | 'verified' | 'failed'
  records: MailDomainRecord[]
}

/** Who sends the mail. Never rejects. */
export type MailDomainVendor = {
  /** Makes it known, or finds it where it is; `refused`: they will not have it. */
  create: (domain: string) => Promise<VendorDomain | { refused: string } | null>
  /** How far it is; `gone`: they know of none. Null: no answer. */
  get: (id: string) => Promise<VendorDomain | 'gone' | null>
  /** Has them look at the DNS, for some days from now; false: no answer. */
  verify: (id: string) => Promise<boolean>
  /** One that is not there is gone already; false: no answer. */
  remove: (id: string) => Promise<boolean>
}

/** Which studio's mail may come from which domain: the registry. */
export type MailDomainNames = {
  /** Makes it this studio's, if it is nobody's, theirs, or was lent to somebody who never proved it; false: another has it. */
  hold: (domain: string) => Promise<boolean>
  holds: (domain: string) => Promise<boolean>
  /** From now on nobody else may have it. */
  prove: (domain: string) => Promise<void>
  /** Nobody's again; false: it was not this studio's. */
  release: (domain: string) => Promise<boolean>
}

/** Everything about senders of mail outside the studio's own database. */
export type MailDomainPort = {
  /** Where mail comes from that comes from no domain of a studio's. */
  platformAddress: string
  /** Null where nobody can be asked: a machine of developers. */
  vendor: MailDomainVendor | null
  names: MailDomainNames
}
