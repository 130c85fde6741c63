import { html } from 'hono/html'
import { listTenantFlags, setTenantFlag, type TenantFlag } from '../../tenants/operators/feature-flags.ts'
import { tableOr, type Cell } from './console-parts.ts'
import type { TenantSection } from './tenant-section.ts'

/** How the product behaves for this studio alone. */
export const tenantFlags: TenantSection = {
  id: 'flags',
  title: 'Feature flags',
  async show(c, { tenant }) {
    const flags = await listTenantFlags(c.var.platform, tenant.id)
    return tableOr('There are none.', {
      label: 'Feature flags',
      heads: ['Flag', 'Here', ''],
      rows: flags.map((flag) => flagRow(flag, `/operator/tenants/${tenant.id}/flags/set`)),
    })
  },
  deeds: {
    set: (c, { tenant, typed }) => {
      const wanted = typed('is')
      const isOn = wanted === 'default' ? null : wanted === 'on'
      return setTenantFlag(c.var.platform, { tenantId: tenant.id, key: typed('key'), isOn })
    },
  },
}

function flagRow({ key, description, isOn, own }: TenantFlag, action: string): Cell[] {
  const now = own ?? isOn
  const others = [
    ['on', 'On'],
    ['off', 'Off'],
    ['default', 'As everywhere'],
  ].filter(([is]) => is !== (own === null ? 'default' : own ? 'on' : 'off'))
  return [
    html`<code>${key}</code><br /><span class="quiet">${description}</span>`,
    `${now ? 'on' : 'off'}${own === null ? ', as everywhere' : ''}`,
    html`<form class="buttons" method="post" action="${action}">
      <input type="hidden" name="key" value="${key}" />
      ${others.map(([is, label]) => html`<button class="plain" name="is" value="${is}">${label}</button>`)}
    </form>`,
  ]
}
