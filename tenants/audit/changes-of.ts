import type { AuditState } from '../../db/tenant/schema/index.ts'
import { isSame } from '../is-same.ts'

/** The fields of `after` that were different before, for the log: as they were, and as they are. */
export function changesOf(before: AuditState, after: AuditState): { before: AuditState; after: AuditState } {
  const changed = Object.keys(after).filter((field) => !isSame(before[field], after[field]))
  const pick = (state: AuditState) =>
    Object.fromEntries(changed.map((field) => [field, state[field] ?? null]))
  return { before: pick(before), after: pick(after) }
}
