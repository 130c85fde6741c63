import { html } from 'hono/html'
import { instant } from './console-page.ts'
import { facts } from './console-parts.ts'
import type { TenantSection } from './tenant-section.ts'

const when = (ms: number | null) => (ms === null ? null : instant(ms))

/** What the registry knows of a studio. */
export const tenantAbout: TenantSection = {
  id: 'about',
  title: 'About',
  show: (_c, { tenant }) =>
    facts({
      Id: html`<code>${tenant.id}</code>`,
      Slug: html`<code>${tenant.slug}</code>`,
      Address:
        tenant.primaryHost &&
        html`<a href="//${tenant.primaryHost}/" rel="noreferrer">${tenant.primaryHost}</a>`,
      State: tenant.status,
      'Suspended since': when(tenant.suspendedAt),
      'Suspended because': tenant.suspendReason,
      'Deleted for good': when(tenant.deleteAt),
      'Training copy of':
        tenant.copyOf &&
        html`<a href="/operator/tenants/${tenant.copyOf}">${tenant.copyOf}</a>: its clients are made up, and
          nothing is sent from it`,
      Plan: tenant.plan ?? 'none, nothing is limited',
      'Trial until': when(tenant.trialEndsAt),
      'Schema version': tenant.schemaVersion,
      Made: instant(tenant.createdAt),
    }),
}
