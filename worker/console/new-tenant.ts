import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { AppError } from '../../tenants/errors.ts'
import { kindsOfStudio, studioKinds, type StudioKind } from '../../tenants/fleet/create/studio-kinds.ts'
import { createTenant } from '../../tenants/operators/create-tenant.ts'
import { listPlans } from '../../tenants/operators/plans.ts'
import { requireRole } from '../../tenants/operators/require-role.ts'
import type { AppEnv } from '../app-env.ts'
import { carryOut, readForm, type Typed } from './console-form.ts'
import { consolePage, field } from './console-page.ts'
import { choice } from './console-parts.ts'

const nothing: Typed = () => ''

/** Where an operator makes a studio. Its page shows how far it is. */
export function addNewTenantPage(pages: Hono<AppEnv>): void {
  pages.get('/tenants/new', (c) => newTenantPage(c, { typed: nothing }))
  pages.post('/tenants/new', async (c) => {
    requireRole(c.var.platform, 'operator')
    const typed = await readForm(c)
    return carryOut(
      async () => {
        const { tenant } = await createTenant(c.var.platform, {
          name: typed('name'),
          slug: typed('slug'),
          // What is no kind and no language is refused.
          kind: typed('kind') as StudioKind,
          locale: typed('locale') as 'en',
          timeZone: typed('timeZone'),
          currency: typed('currency'),
          owner: { email: typed('owner.email'), name: typed('owner.name') },
          plan: typed('plan') || null,
          ownDomains: typed('ownDomains')
            .split(/[\s,]+/)
            .filter(Boolean),
        })
        return c.redirect(`/operator/tenants/${tenant.id}#work`, 303)
      },
      (failure) => newTenantPage(c, { typed, failure }),
    )
  })
}

async function newTenantPage(c: Context<AppEnv>, { typed, failure }: { typed: Typed; failure?: AppError }) {
  requireRole(c.var.platform, 'operator')
  const plans = (await listPlans(c.var.platform)).filter(({ archivedAt }) => archivedAt === null)
  const text = (name: string, label: string, more: Partial<Parameters<typeof field>[0]> = {}) =>
    field({ name, label, value: typed(name), failure, ...more })
  return consolePage(c, {
    title: 'New studio',
    failure,
    body: html`<form class="stack" method="post" action="/operator/tenants/new">
      ${text('name', 'Name')}
      ${text('slug', 'Address', { hint: 'Small letters, digits and dashes: what stands before the platform’s name.' })}
      ${choice({
        name: 'kind',
        label: 'Kind',
        options: studioKinds.map((kind) => [kind, kindsOfStudio[kind].name.en] as const),
        value: typed('kind'),
      })}
      ${choice({
        name: 'locale',
        label: 'Language',
        options: [
          ['bg', 'Bulgarian'],
          ['en', 'English'],
        ],
        value: typed('locale'),
      })}
      ${text('timeZone', 'Time zone', { value: typed('timeZone') || 'Europe/Sofia' })}
      ${text('currency', 'Currency', { value: typed('currency') || 'EUR' })}
      ${text('owner.name', 'Owner’s name')} ${text('owner.email', 'Owner’s e-mail', { type: 'email' })}
      ${choice({
        name: 'plan',
        label: 'Plan',
        options: [['', 'none, nothing is limited'], ...plans.map(({ code, name }) => [code, name] as const)],
        value: typed('plan'),
      })}
      ${text('ownDomains', 'Own domains', { isOptional: true, hint: 'One or several; the first one stands in links.' })}
      <button>Make the studio</button>
    </form>`,
  })
}
