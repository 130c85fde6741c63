import type { Hono } from 'hono'
import { html } from 'hono/html'
import { listBackups, type BackupEntry } from '../../tenants/operators/list-backups.ts'
import type { AppEnv } from '../app-env.ts'
import { consolePage, instant } from './console-page.ts'
import { studioLink, tableOr, type Cell } from './console-parts.ts'
import { size } from './health-parts.ts'
import { nextPage, readPosition } from './list-page.ts'

const PAGE = 100

/** What is kept of all studios' databases, the newest first. */
export function addBackupsPage(pages: Hono<AppEnv>): void {
  pages.get('/backups', async (c) => {
    const { backups, hasMore } = await listBackups(c.var.platform, { limit: PAGE, cursor: readPosition(c) })
    const last = backups.at(-1)
    return consolePage(c, {
      title: 'Backups',
      isWide: true,
      body: html`<p class="quiet">
          Of each studio one a day: seven days, the first of four weeks, the first of twelve months. Each
          month a drill restores the newest one. Restoring is on the studio’s page.
        </p>
        ${tableOr('None yet.', {
          label: 'Backups',
          heads: ['Studio', 'Taken', 'Why', 'Size', 'Rows', 'Kept until', 'Proven'],
          rows: backups.map(rowOf),
        })}
        ${hasMore && last ? nextPage(c, { id: last.id, createdAt: last.takenAt }) : ''}`,
    })
  })
}

function rowOf({ tenant, reason, bytes, rows, ...backup }: BackupEntry): Cell[] {
  return [
    studioLink(tenant),
    instant(backup.takenAt),
    reason,
    size(bytes),
    rows,
    instant(backup.expiresAt),
    backup.provenAt === null ? html`<span class="quiet">not yet</span>` : instant(backup.provenAt),
  ]
}
