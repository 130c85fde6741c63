import { and, desc, eq, inArray, isNotNull, isNull, lt, or } from 'drizzle-orm'
import { alerts, tenants, type AlertRow } from '../../db/registry/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { AppError } from '../errors.ts'
import type { PlatformContext } from './platform-context.ts'
import { requireRole } from './require-role.ts'

/** An alert with its studio's name, where it is a studio's. */
export type AlertEntry = AlertRow & { studio: string | null }

export type AlertsWish = {
  /** Those that are over, too, or those that are not; left out: all. */
  isOpen?: boolean | undefined
  tenantId?: string | undefined
  limit: number
  cursor: { at: number; id: string } | null
}

/** Alerts, the newest first. @throws AppError `unauthorized`, `second_factor_required`; DatabaseError */
export async function listAlerts(
  ctx: PlatformContext,
  { isOpen, tenantId, limit, cursor }: AlertsWish,
): Promise<{ alerts: AlertEntry[]; hasMore: boolean }> {
  requireRole(ctx, 'support')
  const [rows] = await ctx.db.read([
    ctx.db.orm
      .select({ alert: alerts, studio: tenants.name })
      .from(alerts)
      .leftJoin(tenants, eq(tenants.id, alerts.tenantId))
      .where(
        and(
          isOpen === undefined ? undefined : isOpen ? isNull(alerts.closedAt) : isNotNull(alerts.closedAt),
          tenantId === undefined ? undefined : eq(alerts.tenantId, tenantId),
          cursor === null
            ? undefined
            : or(
                lt(alerts.openedAt, cursor.at),
                and(eq(alerts.openedAt, cursor.at), lt(alerts.id, cursor.id)),
              ),
        ),
      )
      .orderBy(desc(alerts.openedAt), desc(alerts.id))
      .limit(limit + 1),
  ])
  const entries = rows.map(({ alert, studio }) => ({ ...alert, studio }))
  return { alerts: entries.slice(0, limit), hasMore: rows.length > limit }
}

/**
 * Somebody is looking at it. Doing so twice is fine; who was first stays.
 *
 * @throws AppError `not_found`, `forbidden`, `unauthorized`, `second_factor_required`; DatabaseError
 */
export async function acknowledgeAlert(ctx: PlatformContext, id: string): Promise<AlertEntry> {
  const { actor } = requireRole(ctx, 'support')
  const { orm, read, write } = ctx.db
  const [known] = await read([orm.select().from(alerts).where(eq(alerts.id, id))])
  const [alert] = known
  if (!alert) throw new AppError('not_found', 'There is no such alert.')
  if (alert.acknowledgedAt === null) {
    const isOpen = and(eq(alerts.id, id), isNull(alerts.acknowledgedAt))
    await write([
      orm.update(alerts).set({ acknowledgedAt: ctx.now(), acknowledgedBy: actor }).where(isOpen),
      insertAudit(ctx, { actor, action: 'alert.acknowledge', subjectId: id, after: { rule: alert.rule } }),
    ])
  }
  const [rows] = await read([
    orm
      .select({ alert: alerts, studio: tenants.name })
      .from(alerts)
      .leftJoin(tenants, eq(tenants.id, alerts.tenantId))
      .where(inArray(alerts.id, [id])),
  ])
  const [row] = rows
  if (!row) throw new AppError('not_found', 'There is no such alert.')
  return { ...row.alert, studio: row.studio }
}
