import { auditLog, type AuditState } from '../../db/tenant/schema/index.ts'
import type { AccessContext } from '../access/access-context.ts'
import { makeId } from '../ids.ts'

type Entry = {
  actor: string
  action: string
  subjectId: string
  reason?: string | null
  /** The fields that changed, as they were and as they are. Never secrets. */
  before?: AuditState
  after?: AuditState
}

/** A statement that writes down what was done, by whom and why: for the batch that does it. */
export function insertAudit(
  { db, now, requestId }: Pick<AccessContext, 'db' | 'now' | 'requestId'>,
  entry: Entry,
) {
  return db.orm.insert(auditLog).values({ id: makeId('aud'), at: now(), requestId, ...entry })
}
