import { html } from 'hono/html'
import { listPlatformAudit } from '../../tenants/operators/list-platform-audit.ts'
import { rowOf } from './audit-log.ts'
import { tableOr } from './console-parts.ts'
import type { TenantSection } from './tenant-section.ts'

const SHOWN = 10

/** The last things that operators did to a studio. */
export const tenantAudit: TenantSection = {
  id: 'audit',
  title: 'What operators did',
  async show(c, { tenant }) {
    const { entries, hasMore } = await listPlatformAudit(c.var.platform, {
      subjectId: tenant.id,
      limit: SHOWN,
    })
    const rows = entries.map((entry) => rowOf(entry).filter((_, index) => index !== 3))
    const heads = ['When', 'Who', 'What', 'Why', 'What changed']
    return html`${tableOr('Nothing.', { label: 'What operators did', heads, rows })}
    ${hasMore ? html`<p><a href="/operator/audit-log?subject=${tenant.id}">All of it</a></p>` : ''}`
  },
}
