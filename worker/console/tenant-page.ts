import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { AppError } from '../../tenants/errors.ts'
import { getTenant, type TenantEntry } from '../../tenants/operators/list-tenants.ts'
import { requireRole } from '../../tenants/operators/require-role.ts'
import type { AppEnv } from '../app-env.ts'
import { carryOut, readForm, type Typed } from './console-form.ts'
import { consolePage } from './console-page.ts'
import { tenantAbout } from './tenant-about.ts'
import { tenantFlags } from './tenant-flags.ts'
import { tenantSupport } from './tenant-support.ts'
import { tenantBackups } from './tenant-backups.ts'
import { tenantAudit } from './tenant-audit.ts'
import { tenantHealth } from './tenant-health.ts'
import { tenantHostnames } from './tenant-hostnames.ts'
import { tenantLifecycle } from './tenant-lifecycle.ts'
import { tenantPlan } from './tenant-plan.ts'
import { tenantJobs } from './tenant-jobs.ts'
import type { TenantSection } from './tenant-section.ts'

/** What a studio's page is made of, in this order: what operators did comes last. */
export const tenantSections: readonly TenantSection[] = [
  tenantAbout,
  tenantHostnames,
  tenantJobs,
  tenantHealth,
  tenantSupport,
  tenantPlan,
  tenantFlags,
  tenantBackups,
  tenantLifecycle,
  tenantAudit,
]

type Failed = { section: TenantSection; failure: AppError; typed: Typed }

/** One studio: what is known of it, and what can be done with it, part by part. */
export function addTenantPage(pages: Hono<AppEnv>): void {
  pages.get('/tenants/:id', async (c) => {
    return tenantPage(c, { tenant: await getTenant(c.var.platform, c.req.param('id')) })
  })
  for (const section of tenantSections) {
    for (const [name, deed] of Object.entries(section.deeds ?? {})) {
      pages.post(`/tenants/:id/${section.id}/${name}`, async (c) => {
        requireRole(c.var.platform, 'support')
        const typed = await readForm(c)
        const tenant = await getTenant(c.var.platform, c.req.param('id'))
        return carryOut(
          async () => {
            const next = await deed(c, { tenant, typed })
            if (next instanceof Response) return next
            return c.redirect(next ?? `/operator/tenants/${tenant.id}#${section.id}`, 303)
          },
          (failure) => tenantPage(c, { tenant, failed: { section, failure, typed } }),
        )
      })
    }
  }
}

async function tenantPage(c: Context<AppEnv>, { tenant, failed }: { tenant: TenantEntry; failed?: Failed }) {
  const pauses: number[] = []
  const refreshIn = (seconds: number) => void pauses.push(seconds)
  const parts = await Promise.all(
    tenantSections.map(async (section) => {
      const own = failed?.section === section ? failed : undefined
      const shown = { tenant, failure: own?.failure, typed: own?.typed ?? (() => ''), refreshIn }
      return { section, body: await section.show(c, shown) }
    }),
  )
  const shown = parts.filter(({ body }) => body !== null)
  return consolePage(c, {
    title: tenant.name,
    isWide: true,
    failure: failed?.failure,
    // What was typed wrong stays to be read.
    refreshSeconds: failed || pauses.length === 0 ? undefined : Math.min(...pauses),
    body: html`${contents(shown.map(({ section }) => section))}
    ${shown.map(
      ({ section: { id, title }, body }) =>
        html`<section class="part" aria-labelledby="${id}">
          <h2 id="${id}">${title}</h2>
          ${body}
        </section>`,
    )}`,
  })
}

function contents(sections: readonly TenantSection[]) {
  if (sections.length < 3) return ''
  return html`<nav class="parts" aria-label="On this page">
    ${sections.map(({ id, title }) => html`<a href="#${id}">${title}</a>`)}
  </nav>`
}
