import type { MailDomainPort, MailDomainVendor } from '../../tenants/mail-domain/mail-domain-port.ts'

type Options = {
  tenantId: string
  /** Whose domains are whose; studios of one test may share it. */
  all?: Map<string, string>
  vendor?: MailDomainVendor | null
}

/** A registry of senders that lasts as long as its test. Nobody is asked unless told. */
export function makeMemoryMailDomains({ tenantId, all = new Map(), vendor = null }: Options): MailDomainPort {
  const isOurs = (domain: string) => all.get(domain) === tenantId
  return {
    platformAddress: 'bookings@mail.example.test',
    vendor,
    names: {
      hold: async (domain) => {
        if (!all.has(domain)) all.set(domain, tenantId)
        return isOurs(domain)
      },
      holds: async (domain) => isOurs(domain),
      prove: async () => {},
      release: async (domain) => isOurs(domain) && all.delete(domain),
    },
  }
}
