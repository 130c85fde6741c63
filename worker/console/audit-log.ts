import type { Hono } from 'hono'
import { html } from 'hono/html'
import type { AuditEntry } from '../../tenants/audit/list-audit.ts'
import type { AppError } from '../../tenants/errors.ts'
import { listPlatformAudit } from '../../tenants/operators/list-platform-audit.ts'
import { requireRole } from '../../tenants/operators/require-role.ts'
import type { AppEnv } from '../app-env.ts'
import { carryOut } from './console-form.ts'
import { consolePage, field, instant, instantText } from './console-page.ts'
import { tableOr, type Cell } from './console-parts.ts'
import { nextPage, readPosition } from './list-page.ts'

const PAGE = 50
const heads = ['When', 'Who', 'What', 'About', 'Why', 'What changed']

const filters = [
  ['actor', 'Who', 'An id, as it stands in the list.'],
  ['subject', 'About', 'A studio’s id, for instance.'],
  ['action', 'What', '“operator” finds all that begin so.'],
] as const

/** Everything that operators did and had done: nobody can change it. */
export function addAuditPage(pages: Hono<AppEnv>): void {
  pages.get('/audit-log', async (c) => {
    requireRole(c.var.platform, 'support')
    const wish = (name: string) => c.req.query(name)?.trim() || null
    const page = (entries: AuditEntry[], hasMore: boolean, failure?: AppError) => {
      const last = entries.at(-1)
      return consolePage(c, {
        title: 'Audit log',
        isWide: true,
        failure,
        body: html`<form class="filters" action="/operator/audit-log" role="search">
            ${filters.map(([name, label, hint]) =>
              field({
                name,
                label,
                hint,
                type: 'search',
                value: wish(name) ?? '',
                isOptional: true,
                failure,
              }),
            )}
            <button>Show</button>
          </form>
          ${tableOr('Nothing.', { label: 'Audit log', heads, rows: entries.map(rowOf) })}
          ${hasMore && last ? nextPage(c, { createdAt: last.at, id: last.id }) : ''}`,
      })
    }
    return carryOut(
      async () => {
        const { entries, hasMore } = await listPlatformAudit(c.var.platform, {
          actor: wish('actor'),
          subjectId: wish('subject'),
          action: wish('action'),
          limit: PAGE,
          cursor: readPosition(c),
        })
        return page(entries, hasMore)
      },
      (failure) => page([], false, failure),
    )
  })
}

/** A line of the log, as a row of a table. */
export function rowOf({
  at,
  actor,
  actorName,
  action,
  subjectId,
  reason,
  before,
  after,
}: AuditEntry): Cell[] {
  return [
    instant(at),
    actorName === null ? actor : html`${actorName}<br /><span class="quiet">${actor}</span>`,
    action,
    subjectId.startsWith('ten_')
      ? html`<a href="/operator/tenants/${subjectId}">${subjectId}</a>`
      : subjectId,
    reason ?? '',
    changesCell(before, after),
  ]
}

type State = AuditEntry['before']

/** What differs, a line each: `plan: solo → studio`. */
function changesCell(before: State, after: State): Cell {
  const [was, is] = [linesOf(before), linesOf(after)]
  const names = [...new Set([...was.keys(), ...is.keys()])]
  const changed = names.filter((name) => was.get(name) !== is.get(name))
  if (changed.length === 0) return ''
  return html`<ul class="changes">
    ${changed.map((name) => {
      const [from, to] = [was.get(name), is.get(name)]
      const words = from === undefined ? to : html`${from} → ${to ?? 'nothing'}`
      return html`<li><span class="quiet">${name}</span> ${words}</li>`
    })}
  </ul>`
}

/** What an entry holds, by the way there (`limits.counts.trainers`) and as it is read; what is empty is left out. */
function linesOf(state: unknown, path = ''): Map<string, string> {
  if (typeof state === 'object' && state !== null && !Array.isArray(state)) {
    const parts = Object.entries(state).flatMap(([key, value]) => [
      ...linesOf(value, path === '' ? key : `${path}.${key}`),
    ])
    return new Map(parts)
  }
  if (state === null || state === undefined || (Array.isArray(state) && state.length === 0)) return new Map()
  return new Map([[path, sayValue(path, state)]])
}

function sayValue(path: string, value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.map((one) => sayValue(path, one)).join(', ')
  if (typeof value === 'string') return value
  // As names of instants end.
  if (typeof value === 'number' && /(At|Until)$/.test(path)) return instantText(value)
  return JSON.stringify(value)
}
