import { getTableColumns, sql } from 'drizzle-orm'
import { isDatabaseError } from '../../db/database-error.ts'
import { clients, erasures, messages } from '../../db/tenant/schema/index.ts'
import type { Statement } from '../access/access-context.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { insertAccountMail } from '../messages/insert-account-mail.ts'
import { hasNone } from './open-engagements.ts'
import { asClientOnly, type Person } from './person.ts'
import { personalTables } from './personal-data.ts'
import { ERASED_ADDRESS, type PersonalTable } from './treatment.ts'

type Erasing = { person: Person; actor: string; isTold: boolean }

/**
 * The batch that forgets a person. Its first statement decides: when the client has something booked, or is not as they
 * were read any more, it would leave them without a name, which the table refuses, and with it the whole batch
 * (`isRefusedErasure`).
 */
export function eraseStatements(ctx: TenantContext, { person, actor, isTold }: Erasing) {
  const { db } = ctx
  const { clientId, clientIds, email, userId, locale } = person
  const now = ctx.now()
  const mayBe = sql`email IS ${email} AND user_id IS ${userId} AND erased_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM clients AS other WHERE other.merged_into_id = ${clientId} AND other.id NOT IN ${clientIds})
    AND merged_into_id IS NULL AND ${hasNone(clientId, now)}`
  return [
    db.orm.run(sql`UPDATE ${clients}
      SET first_name = CASE WHEN ${mayBe} THEN first_name END, email = ${ERASED_ADDRESS}, erased_at = ${now} WHERE id = ${clientId}`),
    // Whoever turned out to be them. Merged meanwhile, they are not as they were read.
    db.orm.run(
      sql`UPDATE ${clients} SET erased_at = ${now} WHERE merged_into_id = ${clientId} AND erased_at IS NULL`,
    ),
    // The log lets what it says of them be blanked from now on.
    db.orm
      .insert(erasures)
      .values(clientIds.map((id) => ({ clientId: id, actor, erasedAt: now })))
      .onConflictDoNothing(),
    ...(isTold
      ? []
      : [
          db.orm.run(sql`UPDATE ${messages} SET state = 'skipped', reason = 'erased', settled_at = ${now}
          WHERE state IN ('planned', 'claimed') AND booking_id IN (SELECT id FROM bookings WHERE client_id = ${clientId})`),
        ]),
    ...personalTables.flatMap((table) => forget(db, table, asClientOnly(person))),
    insertAudit(ctx, { actor, action: 'client.erase', subjectId: clientId }),
    ...(isTold && userId !== null && email !== null
      ? [insertAccountMail(ctx, { kind: 'account_erased', recipient: email, locale, userId })]
      : []),
  ] as const
}

/** Whether a batch of `eraseStatements` was refused: there is something to look at anew, or somebody was first. */
export function isRefusedErasure(error: unknown): boolean {
  return isDatabaseError(error, 'constraint') && /clients\.first_name|client_is_erased/.test(error.message)
}

function forget(
  { orm }: TenantContext['db'],
  { table, whose, isDeleted, columns }: PersonalTable,
  person: Person,
): Statement[] {
  if (isDeleted) return [orm.run(sql`DELETE FROM ${table} WHERE ${whose(person)}`)]
  const keys = getTableColumns(table)
  const changes = Object.entries(columns).flatMap(([key, { becomes }]) => {
    const column = keys[key]
    return becomes && column ? [sql`${sql.identifier(column.name)} = ${becomes}`] : []
  })
  if (changes.length === 0) return []
  return [orm.run(sql`UPDATE ${table} SET ${sql.join(changes, sql`, `)} WHERE ${whose(person)}`)]
}
