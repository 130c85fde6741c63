import type { Hono } from 'hono'
import { html } from 'hono/html'
import { listTenants, tenantStatuses, type TenantEntry } from '../../tenants/operators/list-tenants.ts'
import type { AppEnv } from '../app-env.ts'
import { consolePage, field, instant } from './console-page.ts'
import { choice, studioLink, tableOr, type Cell } from './console-parts.ts'
import { nextPage, readPosition } from './list-page.ts'

const PAGE = 50

const heads = ['Studio', 'Address', 'State', 'Plan', 'Schema', 'Made']

/** The first page: every studio there is, the newest first, by name, address or id, and by state. */
export function addTenantsPage(pages: Hono<AppEnv>): void {
  pages.get('/', async (c) => {
    const status = tenantStatuses.find((one) => one === c.req.query('status'))
    const search = c.req.query('search')?.trim().slice(0, 200) ?? ''
    const cursor = readPosition(c)
    const { tenants, hasMore } = await listTenants(c.var.platform, { search, status, limit: PAGE, cursor })
    return consolePage(c, {
      title: 'Studios',
      isWide: true,
      body: html`<p class="title-action"><a class="button" href="/operator/tenants/new">New studio</a></p>
        ${filters({ search, status: status ?? '' })}
        ${tableOr('None.', { label: 'Studios', heads, rows: tenants.map(rowOf) })}
        ${hasMore ? nextPage(c, tenants.at(-1)) : ''}`,
    })
  })
}

function filters({ search, status }: { search: string; status: string }) {
  return html`<form class="filters" action="/operator" role="search">
    ${field({
      name: 'search',
      label: 'Name, address or id',
      type: 'search',
      value: search,
      isOptional: true,
    })}
    ${choice({
      name: 'status',
      label: 'State',
      options: [['', 'any'], ...tenantStatuses.map((one) => [one, one] as const)],
      value: status,
    })}
    <button>Show</button>
  </form>`
}

function rowOf(tenant: TenantEntry): Cell[] {
  return [
    studioLink(tenant),
    tenant.primaryHost ?? '',
    statusWords(tenant),
    tenant.plan ?? '',
    tenant.schemaVersion ?? '',
    instant(tenant.createdAt),
  ]
}

function statusWords({ status, copyOf }: TenantEntry): Cell {
  const words = copyOf === null ? status : `${status}, training copy`
  return status === 'active' ? words : html`<strong>${words}</strong>`
}
