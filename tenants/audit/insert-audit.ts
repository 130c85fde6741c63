import { auditLog } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { makeId } from '../ids.ts'

type Entry = { actor: string; action: string; subjectId: string; reason: string | null }

/** A statement that writes down what was done, by whom and why. */
export function insertAudit({ db, now }: TenantContext, entry: Entry) {
  return db.orm.insert(auditLog).values({ id: makeId('aud'), at: now(), ...entry })
}
