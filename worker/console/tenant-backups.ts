import { html } from 'hono/html'
import {
  openBackupFile,
  startBackup,
  startDrill,
  startRestore,
  switchRestore,
} from '../../tenants/operators/change-backups.ts'
import {
  listBackups,
  listRestores,
  type BackupEntry,
  type RestoreEntry,
} from '../../tenants/operators/list-backups.ts'
import { invalidFields } from '../../tenants/parse-input.ts'
import { field, instant } from './console-page.ts'
import { confirmField, tableOr, type Cell } from './console-parts.ts'
import { size } from './health-parts.ts'
import type { Shown, TenantSection } from './tenant-section.ts'

const SHOWN = 30
/** Of tables that differ: the rest is in the API. */
const MOST_TABLES = 12

const states: Record<RestoreEntry['state'], string> = {
  making: 'being made',
  ready: 'ready',
  'in-use': 'taken into use',
  dropped: 'gone',
  failed: 'stopped: see Work',
}

/** What is kept of a studio's database, what was restored, and the ways back. */
export const tenantBackups: TenantSection = {
  id: 'backups',
  title: 'Backups',
  async show(c, shown) {
    const { tenant } = shown
    if (tenant.status === 'provisioning' || tenant.status === 'deleted') return null
    const { backups } = await listBackups(c.var.platform, { tenant: tenant.id, limit: SHOWN, cursor: null })
    const restores = await listRestores(c.var.platform, tenant.id)
    const hasHistory = c.var.platform.fleet.databaseHost.createFrom !== undefined
    return html`${backupTable(shown, backups)}
      <form method="post" action="${actionOf(shown, 'take')}"><button>Take a backup now</button></form>
      ${hasHistory ? historyForm(shown) : ''}
      <h3>Restored databases</h3>
      ${restoreTable(restores)} ${switchForm(shown, restores)}`
  },
  deeds: {
    take: async (c, { tenant }) =>
      afterwards(tenant, await startBackup(c.var.platform, { tenant: tenant.id })),
    drill: async (c, { tenant, typed }) =>
      afterwards(tenant, await startDrill(c.var.platform, { tenant: tenant.id, backupId: typed('backup') })),
    restore: async (c, { tenant, typed }) =>
      afterwards(
        tenant,
        await startRestore(c.var.platform, { tenant: tenant.id, backupId: typed('backup') }),
      ),
    history: async (c, { tenant, typed }) =>
      afterwards(
        tenant,
        await startRestore(c.var.platform, { tenant: tenant.id, at: readInstant(typed('at')) }),
      ),
    switch: async (c, { tenant, typed }) => {
      const wish = { tenant: tenant.id, restoreId: typed('restore'), confirm: typed('confirm') }
      return afterwards(tenant, await switchRestore(c.var.platform, wish))
    },
    download: async (c, { typed }) => {
      const { name, bytes, body } = await openBackupFile(c.var.platform, { backupId: typed('backup') })
      c.header('Content-Disposition', `attachment; filename="${name}"`)
      c.header('Content-Length', String(bytes))
      return c.body(body, 200, { 'Content-Type': 'application/gzip' })
    },
  },
}

/** Where the job's steps are shown. */
function afterwards({ id }: { id: string }, _job: object): string {
  return `/operator/tenants/${id}#work`
}

function readInstant(text: string): number {
  const at = Date.parse(`${text}Z`)
  if (Number.isFinite(at)) return at
  throw invalidFields([{ path: 'at', message: 'A day and a time, in UTC.' }])
}

const actionOf = ({ tenant }: Shown, deed: string) => `/operator/tenants/${tenant.id}/backups/${deed}`

function backupTable(shown: Shown, backups: readonly BackupEntry[]) {
  const button = (deed: string, id: string, words: string) =>
    html`<form method="post" action="${actionOf(shown, deed)}">
      <input type="hidden" name="backup" value="${id}" />
      <button class="plain">${words}</button>
    </form>`
  return tableOr('None yet. The first one is taken within a quarter of an hour.', {
    label: 'Backups',
    heads: ['Taken', 'Why', 'Size', 'Rows', 'Kept until', 'Proven', ''],
    rows: backups.map((backup): Cell[] => [
      html`${instant(backup.takenAt)}<br /><span class="quiet">${backup.id}</span>`,
      backup.reason,
      size(backup.bytes),
      backup.rows,
      instant(backup.expiresAt),
      backup.provenAt === null ? html`<span class="quiet">not yet</span>` : instant(backup.provenAt),
      html`<div class="buttons">
        ${button('restore', backup.id, 'Restore beside')} ${button('drill', backup.id, 'Prove')}
        ${button('download', backup.id, 'Download')}
      </div>`,
    ]),
  })
}

function historyForm(shown: Shown) {
  return html`<form class="stack" method="post" action="${actionOf(shown, 'history')}">
    ${field({
      name: 'at',
      label: 'As it was at',
      hint: 'In UTC.',
      type: 'datetime-local',
      failure: shown.failure,
    })}
    <button>Restore beside</button>
  </form>`
}

function restoreTable(restores: readonly RestoreEntry[]) {
  return tableOr('None.', {
    label: 'Restored databases',
    heads: ['Made', 'From', 'State', 'Differs from the one in use'],
    rows: restores.map((restore): Cell[] => [
      html`${instant(restore.createdAt)}<br /><span class="quiet">${restore.id}</span>`,
      restore.pointInTime === null
        ? (restore.backupId ?? 'a backup that is gone')
        : instant(restore.pointInTime),
      html`${restore.isDrill ? 'drill, ' : ''}${states[restore.state]}${
        restore.dropPreviousAt === null
          ? ''
          : html`<br /><span class="quiet"
                >the old one is kept until ${instant(restore.dropPreviousAt)}</span
              >`
      }`,
      differencesOf(restore),
    ]),
  })
}

function differencesOf({ differences, unreadable }: RestoreEntry): Cell {
  if (unreadable !== null) return html`<strong>the one in use could not be read</strong>`
  if (differences === null) return ''
  if (differences.length === 0) return 'in nothing'
  const rows = (count: number | null) => (count === null ? 'no such table' : count.toLocaleString('en'))
  const shown = differences.slice(0, MOST_TABLES)
  const left = differences.length - shown.length
  return html`${shown.map(
    ({ table, before, after }) => html`<code>${table}</code> ${rows(before)} → ${rows(after)}<br />`,
  )}${left > 0 ? `and ${left} more` : ''}`
}

function switchForm(shown: Shown, restores: readonly RestoreEntry[]) {
  const ready = restores.filter(({ state, isDrill }) => state === 'ready' && !isDrill)
  return ready.map(
    ({ id, createdAt }) =>
      html`<details ${shown.failure && shown.typed('restore') === id ? html`open` : ''}>
        <summary>Go on with ${id}, made ${instant(createdAt)}</summary>
        <p>
          The studio answers “back in a moment” for a minute or two. Whoever was erased since is erased again,
          what was sent meanwhile is not sent again, and everybody signs in anew. The database that is in use
          now is kept for a week.
        </p>
        <form class="stack" method="post" action="${actionOf(shown, 'switch')}">
          <input type="hidden" name="restore" value="${id}" />
          ${confirmField(shown.tenant.slug, shown.failure)}
          <button class="danger">Go on with it</button>
        </form>
      </details>`,
  )
}
