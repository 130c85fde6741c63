import { sql, type SQL } from 'drizzle-orm'
import { insistOn, isRefused } from '../../access/insist-on.ts'
import { insertAudit } from '../../audit/insert-audit.ts'
import type { TenantContext } from '../../context.ts'
import { replanReminders } from '../insert-reminders.ts'

type Statement = Parameters<TenantContext['db']['write']>[0][number]

type RuleChange = {
  /** The first has to change a row, unless it need not; else nothing of it happens. */
  statements: [Statement, ...Statement[]]
  mayBeNothing?: true
  audit: Omit<Parameters<typeof insertAudit>[1], 'subjectId'>
  /** Of which service the reminders change; null: of all without their own. Absent: none. */
  reminders?: { serviceId: string | null }
}

/** What the log calls the rules of the studio, or of one service. */
export const rulesSubject = (serviceId: string | null): string => serviceId ?? 'studio'

/**
 * Changes rules, and with them the reminders of what is booked already: one batch. Answers whether anything was changed.
 * Throws DatabaseError.
 */
export async function writeRules(
  ctx: TenantContext,
  { statements, mayBeNothing, audit, reminders }: RuleChange,
): Promise<boolean> {
  const { db } = ctx
  const now = ctx.now()
  const [first, ...others] = statements
  const replanned = reminders ? replanReminders({ where: followers(reminders.serviceId), now }) : []
  try {
    await db.write([
      first,
      insistOn(db, mayBeNothing ? sql`1` : sql`changes() > 0`),
      ...others,
      insertAudit(ctx, { ...audit, subjectId: rulesSubject(reminders?.serviceId ?? null) }),
      ...replanned.map((statement) => db.orm.run(statement)),
    ])
  } catch (error) {
    if (isRefused(error)) return false
    throw error
  }
  await ctx.announce(now)
  return true
}

/** A condition on bookings: those whose reminders these rules are. */
function followers(serviceId: string | null): SQL {
  return serviceId === null
    ? sql`service_id IN (SELECT id FROM services WHERE has_own_reminders = 0)`
    : sql`service_id = ${serviceId}`
}
