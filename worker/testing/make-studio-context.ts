import { NEWEST_TENANT_VERSION, openTenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import type { TenantContext } from '../../tenants/context.ts'
import { makeMemoryDomains } from '../../tests/support/memory-domains.ts'
import { makeMemoryMailDomains } from '../../tests/support/memory-mail-domains.ts'
import { makeMemoryFiles, noImages } from '../../tests/support/memory-files.ts'
import { makeMemorySmsNumbers } from '../../tests/support/memory-sms-numbers.ts'
import type { Site } from './make-site.ts'

/** A context on a studio of `makeSite`, for what a test does to it behind the site's back. */
export function makeStudioContext({ fleet }: Pick<Site, 'fleet'>, slug: string): TenantContext {
  const id = `ten_${slug}`
  const host = `book.${slug}.test`
  return {
    tenant: { id, slug, name: slug, status: 'active', primaryHost: host },
    db: openTenantDatabase(id, fleet.address(`ten-${slug}`)),
    schemaVersion: NEWEST_TENANT_VERSION,
    actor: { kind: 'system' },
    login: null,
    visitor: { network: '203.0.113.7', userAgent: 'Test' },
    now: fleet.clock.now,
    requestId: 'req_test',
    origin: `https://${host}`,
    keys: fleet.deps.keys,
    calendar: {
      book: async () => ({ ok: false, code: 'unavailable' }),
      forget: async () => {},
      announce: async () => {},
    },
    files: makeMemoryFiles().files,
    images: noImages,
    domains: makeMemoryDomains({ tenantId: id, host }),
    mailDomains: makeMemoryMailDomains({ tenantId: id }),
    smsNumbers: makeMemorySmsNumbers(id),
    pushKey: null,
    notices: async () => [],
    plans: async () => ({ own: null, offered: [] }),
    orderErasure: async () => {},
    startWork: async () => {},
    announce: async () => {},
  }
}
