import { html } from 'hono/html'
import { isAppError } from '../../tenants/errors.ts'
import { checkHostname, listNamedDomains, nameHostname } from '../../tenants/operators/change-hostnames.ts'
import { listHostnames } from '../../tenants/operators/list-hostnames.ts'
import type { OwnDomain } from '../../tenants/domains/own-domain.ts'
import type { OperatorContext } from '../../tenants/operators/platform-context.ts'
import { field, instant } from './console-page.ts'
import { tableOr, type Cell } from './console-parts.ts'
import type { TenantSection } from './tenant-section.ts'

const MOST = 50

/** By which names a studio can be reached, and what its own domains wait for. */
export const tenantHostnames: TenantSection = {
  id: 'hostnames',
  title: 'Host names',
  async show(c, { tenant, failure, typed }) {
    const { platform } = c.var
    const [{ hostnames }, named] = await Promise.all([
      listHostnames(platform, { tenantId: tenant.id, limit: MOST }),
      namedOf(platform, tenant.id),
    ])
    const rows = hostnames.map(({ host, isMain, redirects, certificate }): Cell[] => [
      html`<code>${host}</code>`,
      isMain ? 'main' : redirects ? 'leads to the main one' : 'serves the site',
      certificate ? `${certificate.status} · ${certificate.sslStatus}` : '',
    ])
    return html`${tableOr('It has none.', { label: 'Hosts', heads: ['Host', 'Use', 'Certificate'], rows })}
      ${tableOr('No domain of its own was named.', {
        label: 'Own domains',
        heads: ['Domain', 'Records to set', 'Found', ''],
        rows: named.map((domain) => namedRow(tenant.id, domain)),
      })}
      <form class="stack" method="post" action="/operator/tenants/${tenant.id}/hostnames/name">
        ${field({ name: 'host', label: 'Name a domain for it', autocomplete: 'off', value: typed('host'), failure })}
        <button class="plain">Name it</button>
      </form>`
  },
  deeds: {
    async name(c, { tenant, typed }) {
      await nameHostname(c.var.platform, { tenant: tenant.id, host: typed('host') })
    },
    async check(c, { tenant, typed }) {
      await checkHostname(c.var.platform, { tenant: tenant.id, host: typed('host') })
    },
  },
}

/** Those of a studio that is closed, or whose database is away, are not known. */
async function namedOf(ctx: OperatorContext, tenantId: string): Promise<OwnDomain[]> {
  try {
    return await listNamedDomains(ctx, tenantId)
  } catch (error) {
    if (isAppError(error, 'unauthorized', 'forbidden', 'second_factor_required')) throw error
    return []
  }
}

function namedRow(tenantId: string, { host, proof, pointer, seen, checkedAt, provenAt }: OwnDomain): Cell[] {
  const found = seen ? `TXT ${seen.proof.state}, CNAME ${seen.pointer.state}` : 'not looked at'
  return [
    html`<code>${host}</code><br /><span class="quiet">${provenAt === null ? 'not proven' : 'proven'}</span>`,
    html`<code>${proof.name} TXT ${proof.value}</code><br /><code
        >${pointer.name} CNAME ${pointer.value}</code
      >`,
    html`${found}${checkedAt === null ? '' : html`<br /><span class="quiet">${instant(checkedAt)}</span>`}`,
    html`<form method="post" action="/operator/tenants/${tenantId}/hostnames/check">
      <input type="hidden" name="host" value="${host}" /><button class="plain">Check</button>
    </form>`,
  ]
}
