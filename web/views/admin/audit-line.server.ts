import type { AuditEntry } from '../../../tenants/audit/list-audit.ts'
import type { Desk } from '../../lib/desk.server.ts'
import { roleName } from './role-names.server.ts'

/** What people and keys are called, as the log knows them. */
type Names = ReadonlyMap<string, string>

/** A line of the log, in words. */
// oxlint-disable-next-line max-params
export function auditLine(desk: Desk, entry: AuditEntry, names: Names) {
  const { when, words } = desk
  const { id, at, action, subjectId, reason, before, after } = entry
  const { deeds } = words('admin').log
  const known = Object.entries(deeds).find(([key]) => key === action.replaceAll('.', '_'))
  return {
    id,
    when: when(at),
    who: whoOf(desk, entry),
    what: known?.[1] ?? action,
    subject: { id: subjectId, href: hrefOf(subjectId), name: names.get(`staff:${subjectId}`) ?? '' },
    reason: reason ?? '',
    changes: changesOf(desk, before ?? {}, after ?? {}),
  }
}

/** Who did it: by name, or as what. */
export function whoOf(
  { words }: Desk,
  { actor, actorName }: { actor: string; actorName: string | null },
): string {
  const { log } = words('admin')
  if (actorName !== null) return actorName
  const [kind] = actor.split(':')
  if (kind === 'system' || kind === 'visitor' || kind === 'client' || kind === 'operator') return log[kind]
  return actor.includes(':key_') ? log.key : log.staff
}

/** The page of what a line is about, when there is one. */
function hrefOf(subjectId: string): string | null {
  if (subjectId.startsWith('cli_')) return `/admin/clients/${subjectId}`
  return subjectId.startsWith('usr_') ? `/admin/staff/${subjectId}` : null
}

type State = Record<string, unknown>
type Change = { field: string; before: string; after: string }

const MOST_CHANGES = 12

// oxlint-disable-next-line max-params
function changesOf(desk: Desk, before: State, after: State): Change[] {
  const [was, is] = [flatten(before), flatten(after)]
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((field) => was.get(field) !== is.get(field))
    .slice(0, MOST_CHANGES)
    .map((field) => ({
      field: fieldName(desk, field),
      before: spoken(desk, field, was.get(field)),
      after: spoken(desk, field, is.get(field)),
    }))
}

/** What is within something, by its path; lists are one thing. */
function flatten(state: State, prefix = ''): Map<string, string | number | boolean | null> {
  const entries = Object.entries(state).flatMap(
    ([key, value]): [string, string | number | boolean | null][] => {
      const path = prefix + key
      if (Array.isArray(value)) return [[path, value.map(String).join(', ')]]
      if (typeof value === 'object' && value !== null) return [...flatten({ ...value }, `${path}.`)]
      const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      return [[path, isPlain ? value : null]]
    },
  )
  return new Map(entries)
}

/** What a field is called; a role's rights by their area. */
function fieldName({ say, words }: Desk, field: string): string {
  const { log, roles } = words('admin')
  const [, area, level] = /^grants\.(\w+)\.(view|change)$/.exec(field) ?? []
  const known = Object.entries(roles.areas).find(([key]) => key === area)
  if (known)
    return say('say.reachOf', { area: known[1], right: level === 'view' ? roles.view : roles.change })
  return Object.entries(log.fields).find(([key]) => key === field)?.[1] ?? field
}

// oxlint-disable-next-line max-params
function spoken(desk: Desk, field: string, value: string | number | boolean | null | undefined): string {
  const { when, words } = desk
  const { log, roles } = words('admin')
  if (value === undefined) return ''
  if (value === null || value === '') return log.nothing
  if (typeof value === 'boolean') return value ? log.yes : log.no
  if (typeof value === 'number') return field.endsWith('At') ? when(value) : String(value)
  if (field === 'role') return roleName(desk, { role: value })
  const known = field.startsWith('grants.') ? roles.reach : log.values
  return Object.entries(known).find(([key]) => key === value)?.[1] ?? value
}
