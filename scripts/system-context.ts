import { OLDEST_TENANT_VERSION, type TenantDatabase } from '../db/tenant/open-tenant-database.ts'
import type { SigningKeys } from '../tenants/access/signing-keys.ts'
import { commitBookings } from '../tenants/bookings/commit-bookings.ts'
import type { Tenant, TenantContext } from '../tenants/context.ts'
import type { DomainPort } from '../tenants/domains/domain-port.ts'
import type { MailDomainPort } from '../tenants/mail-domain/mail-domain-port.ts'

type Away = { tenant: Tenant; db: TenantDatabase; keys: SigningKeys; now: () => number }

const isAway = () => Promise.reject(new Error('This is not there in a terminal.'))
const noDomains: DomainPort = {
  isLocal: false,
  suffix: '',
  target: null,
  dns: null,
  certificates: null,
  hosts: {
    list: isAway,
    isOthers: isAway,
    hold: isAway,
    release: isAway,
    makeMain: isAway,
    redirect: isAway,
  },
}
const noMailDomains: MailDomainPort = {
  platformAddress: '',
  vendor: null,
  names: { hold: isAway, holds: isAway, prove: isAway, release: isAway },
}

/** A studio as the system sees it from a terminal: bookings are decided at once, and there is no bucket. */
export function systemContext({ tenant, db, keys, now }: Away): TenantContext {
  return {
    tenant,
    db,
    keys,
    now,
    schemaVersion: OLDEST_TENANT_VERSION,
    actor: { kind: 'system' },
    login: null,
    visitor: { network: '', userAgent: '' },
    requestId: crypto.randomUUID(),
    origin: `https://${tenant.primaryHost}`,
    calendar: {
      book: async (command) => (await commitBookings(db, [command]))[0] ?? { ok: false, code: 'unavailable' },
      forget: async () => {},
      announce: async () => {},
    },
    files: { put: isAway, putParts: isAway, get: isAway, delete: isAway },
    images: { describe: isAway, remake: isAway },
    domains: noDomains,
    pushKey: null,
    notices: async () => [],
    plans: async () => ({ own: null, offered: [] }),
    mailDomains: noMailDomains,
    smsNumbers: { isLocal: false, claim: isAway, hold: isAway, release: isAway },
    orderErasure: async () => {},
    startWork: async () => {},
    announce: async () => {},
  }
}
