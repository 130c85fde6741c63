import { and, eq, sql, type SQL } from 'drizzle-orm'
import { auditLog, clients } from '../../db/tenant/schema/index.ts'
import type { Staff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { hours } from '../durations.ts'
import { AppError } from '../errors.ts'
import { makeId } from '../ids.ts'
import { isOwnClient } from './own-clients.ts'

type Whose = Pick<Staff, 'onlyTrainerId'> & { clientId: string }

/** A condition on `clients`: this one, when those who ask may know of them. Who was merged into another is nobody. */
function isVisible({ clientId, onlyTrainerId }: Whose): SQL | undefined {
  return and(eq(clients.id, clientId), sql`clients.merged_into_id IS NULL`, isOwnClient(onlyTrainerId))
}

/** A client for staff who may see all or their own, for a batch. Without a row, the answer is `noSuchClient`. */
export function selectClient({ db }: TenantContext, whose: Whose) {
  return db.orm.select().from(clients).where(isVisible(whose))
}

/** As often is it written down that somebody looks at the same client. */
const LOOK_MS = hours(1)

/**
 * A statement for the batch that reads what is known of a client: the audit log says who looked, once in an hour, so that
 * the client can be told.
 */
export function insertLook({ db, now, requestId }: TenantContext, { actor, ...whose }: Staff & Whose) {
  const { clientId } = whose
  const look = sql`INSERT INTO ${auditLog} (id, at, actor, action, subject_id, request_id)
    SELECT ${makeId('aud')}, ${now()}, ${actor}, 'client.view', ${clientId}, ${requestId} FROM clients
    WHERE ${isVisible(whose)} AND NOT EXISTS (SELECT 1 FROM audit_log WHERE subject_id = ${clientId}
      AND at > ${now() - LOOK_MS} AND actor = ${actor} AND action = 'client.view')`
  return db.orm.run(look)
}

/** The same answer to a client of somebody else's as to an unknown id. */
export function noSuchClient(): AppError {
  return new AppError('not_found', 'There is no such client.')
}
