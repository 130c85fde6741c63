import { requireStaff } from '../../../tenants/access/require-staff.ts'
import type { ListAuditInput } from '../../../tenants/audit/audit-filter.ts'
import { listAudit } from '../../../tenants/audit/list-audit.ts'
import { readActorNames } from '../../../tenants/audit/read-actor-names.ts'
import { isLocalDate, localDayBounds } from '../../../tenants/availability/local-time.ts'
import { listStaff } from '../../../tenants/staff/list-staff.ts'
import type { Desk } from '../../lib/desk.server.ts'
import { withQuery } from '../../lib/portal-paths.ts'
import { auditLine } from './audit-line.server.ts'
import { titleOf } from './page-title.server.ts'

const PAGE_SIZE = 50

/** Who did what, newest first; the address holds what it is about. Nonsense in it finds nothing. */
export async function auditPage(desk: Desk) {
  const { ctx, words } = desk
  requireStaff(ctx, 'staff:view')
  const said = words('admin')
  const { deeds: _deeds, fields: _fields, values: _values, deedKinds, ...pageWords } = said.log
  const filter = readFilter(desk)
  const [{ entries, hasMore }, members] = await Promise.all([
    listAudit(ctx, { ...toInput(desk, filter), limit: PAGE_SIZE }),
    listStaff(ctx),
  ])
  const names = await readActorNames(
    ctx,
    entries.map(({ subjectId }) => `staff:${subjectId}`),
  )
  const last = entries.at(-1)
  return {
    pageTitle: titleOf(desk, said.log.title),
    lines: entries.map((entry) => auditLine(desk, entry, names)),
    filter,
    isFiltered: Object.values(filter).some(Boolean),
    people: [
      ...members.map(({ userId, name }) => ({ value: userId, label: name })),
      { value: 'system', label: said.log.system },
      { value: 'visitor', label: said.log.visitor },
    ],
    deeds: Object.entries(deedKinds).map(([value, label]) => ({ value, label })),
    earlierHref:
      hasMore && last ? withQuery('/admin/audit', { ...filter, before: `${last.at}.${last.id}` }) : null,
    newestHref: desk.url.searchParams.has('before') ? withQuery('/admin/audit', filter) : null,
    words: { ...pageWords, earlier: said.desk.earlier, newest: said.desk.newest },
  }
}

type Filter = Record<'who' | 'what' | 'about' | 'from' | 'to', string>

/** What the address asks for, as far as it can be asked for. */
function readFilter({ url }: Desk): Filter {
  const read = (name: string, isGood: (value: string) => boolean) => {
    const value = (url.searchParams.get(name) ?? '').trim()
    return isGood(value) ? value : ''
  }
  const isWord = (value: string) => /^[a-z0-9_.-]{1,100}$/i.test(value)
  return {
    who: read('who', (value) => /^(system|visitor|(usr|key)_\w{1,90})$/.test(value)),
    what: read('what', (value) => /^[a-z_]{1,40}$/.test(value)),
    about: read('about', isWord),
    from: read('from', isLocalDate),
    to: read('to', isLocalDate),
  }
}

function toInput({ timeZone, url }: Desk, { who, what, about, from, to }: Filter): ListAuditInput {
  const [, at, id] = /^(\d{1,15})\.(aud_\w{1,90})$/.exec(url.searchParams.get('before') ?? '') ?? []
  return {
    actor: who || null,
    action: what || null,
    subjectId: about || null,
    from: from ? localDayBounds(timeZone, from).startsAt : null,
    to: to ? localDayBounds(timeZone, to).endsAt : null,
    cursor: at && id ? { at: Number(at), id } : null,
  }
}
