import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { AppError } from '../../tenants/errors.ts'
import { reconcileNow, removeHostname } from '../../tenants/operators/change-hostnames.ts'
import { listHostnames, type HostnameEntry } from '../../tenants/operators/list-hostnames.ts'
import type { AppEnv } from '../app-env.ts'
import { carryOut, readForm } from './console-form.ts'
import { consolePage, field, instant } from './console-page.ts'
import { choice, confirmField, studioLink, tableOr, type Cell } from './console-parts.ts'

const PAGE = 100
const heads = ['Host', 'Studio', 'Kind', 'Name and certificate', 'Looked at', '']

/** Every host that leads here, what the maker of certificates says of it, and what dangles there. */
export function addHostnamePages(pages: Hono<AppEnv>): void {
  pages.get('/hostnames', (c) => hostnamesPage(c))
  pages.post('/hostnames/reconcile', (c) =>
    carryOut(
      async () => {
        await reconcileNow(c.var.platform)
        return c.redirect('/operator/hostnames', 303)
      },
      (failure) => hostnamesPage(c, failure),
    ),
  )
  pages.get('/hostnames/:host/remove', (c) => removePage(c))
  pages.post('/hostnames/:host/remove', async (c) => {
    const confirm = (await readForm(c))('confirm')
    return carryOut(
      async () => {
        await removeHostname(c.var.platform, { host: c.req.param('host'), confirm })
        return c.redirect('/operator/hostnames', 303)
      },
      (failure) => removePage(c, failure),
    )
  })
}

async function hostnamesPage(c: Context<AppEnv>, failure?: AppError) {
  const only = (['broken', 'dangling'] as const).find((one) => one === c.req.query('only'))
  const search = c.req.query('search')?.trim().slice(0, 200) ?? ''
  const after = c.req.query('after')
  const { hostnames, hasMore } = await listHostnames(c.var.platform, { search, only, limit: PAGE, after })
  return consolePage(c, {
    title: 'Host names',
    isWide: true,
    failure,
    body: html`${filters({ search, only: only ?? '' })}
    ${tableOr('None.', { label: 'Host names', heads, rows: hostnames.map(rowOf) })}
    ${hasMore ? nextPage(c, hostnames.at(-1)) : ''}
    ${
      c.var.platform.fleet.hostnameVendor
        ? html`<form method="post" action="/operator/hostnames/reconcile">
            <button class="plain">Compare with Cloudflare now</button>
          </form>`
        : html`<p class="quiet">No maker of certificates is set up here: <code>CLOUDFLARE_ZONE_ID</code>.</p>`
    }`,
  })
}

function filters({ search, only }: { search: string; only: string }) {
  return html`<form class="filters" action="/operator/hostnames" role="search">
    ${field({ name: 'search', label: 'Part of a host', type: 'search', value: search, isOptional: true })}
    ${choice({
      name: 'only',
      label: 'Which',
      options: [
        ['', 'all'],
        ['broken', 'out of order'],
        ['dangling', 'nobody’s'],
      ],
      value: only,
    })}
    <button>Show</button>
  </form>`
}

function rowOf({ host, kind, tenant, isMain, redirects, certificate }: HostnameEntry): Cell[] {
  const words = kind === null ? 'nobody’s' : kind === 'custom' ? 'own domain' : 'on the platform'
  const place = isMain ? `${words}, main` : redirects ? `${words}, leads to the main one` : words
  return [
    html`<code>${host}</code>`,
    tenant ? studioLink(tenant) : html`<strong>nobody’s</strong>`,
    place,
    certificate ? stateCell(certificate) : '',
    certificate ? instant(certificate.checkedAt) : '',
    kind === 'subdomain' ? '' : html`<a href="/operator/hostnames/${host}/remove">Remove</a>`,
  ]
}

function stateCell(certificate: NonNullable<HostnameEntry['certificate']>): Cell {
  const { state, status, sslStatus, said, brokenSince } = certificate
  const broken = brokenSince === null ? '' : html`<br />out of order since ${instant(brokenSince)}`
  const words = html`${status} · ${sslStatus}`
  return html`${state === 'active' ? words : html`<strong>${words}</strong>`}${broken}
  ${said.map((one) => html`<br /><span class="quiet">${one}</span>`)}`
}

function nextPage(c: Context<AppEnv>, last: HostnameEntry | undefined) {
  if (!last) return ''
  const address = new URL(c.req.url)
  address.searchParams.set('after', last.host)
  return html`<p><a rel="next" href="${address.pathname + address.search}">Next page</a></p>`
}

async function removePage(c: Context<AppEnv>, failure?: AppError) {
  const host = c.req.param('host') ?? ''
  const { hostnames } = await listHostnames(c.var.platform, { search: host, limit: PAGE })
  const entry = hostnames.find((one) => one.host === host)
  return consolePage(c, {
    title: `Remove ${host}?`,
    failure,
    body: html`<p>
        ${
          entry?.tenant
            ? html`${entry.tenant.name} can no longer be reached by this name, and links that carry it stop
              working. Whoever names it next has to prove it anew.`
            : 'Nobody of ours has this name. It is given up at Cloudflare.'
        }
      </p>
      <form class="stack" method="post" action="/operator/hostnames/${host}/remove">
        ${confirmField(host, failure)}
        <button class="danger">Remove it</button>
      </form>
      <p><a href="/operator/hostnames">Keep it</a></p>`,
  })
}
