import type { Registry } from '../../db/registry/open-registry.ts'
import {
  findMailDomainHolder,
  holdMailDomain,
  proveMailDomain,
  releaseMailDomain,
} from '../../tenants/fleet/mail-domains.ts'
import type { MailDomainPort } from '../../tenants/mail-domain/mail-domain-port.ts'
import type { Env } from '../env.ts'
import { makeResendDomains } from './resend-domains.ts'

/** A studio's sender of mail: the registry says whose domain is whose, and Resend sends from it. */
export function makeMailDomains(
  env: Env,
  { registry, tenantId }: { registry: () => Registry; tenantId: string },
): MailDomainPort {
  const { RESEND_API_KEY: apiKey, RESEND_BASE_URL: apiUrl } = env
  return {
    platformAddress: env.MAIL_FROM,
    vendor: apiKey === undefined ? null : makeResendDomains({ apiKey, apiUrl }),
    names: {
      hold: (domain) => holdMailDomain(registry(), { tenantId, domain, now: Date.now() }),
      holds: async (domain) => (await findMailDomainHolder(registry(), domain)) === tenantId,
      prove: (domain) => proveMailDomain(registry(), { tenantId, domain, now: Date.now() }),
      release: (domain) => releaseMailDomain(registry(), { tenantId, domain }),
    },
  }
}
