import { inArray } from 'drizzle-orm'
import { operatorKeys, users } from '../../db/registry/schema/index.ts'
import type { ListAuditInput } from '../audit/audit-filter.ts'
import type { AuditEntry } from '../audit/list-audit.ts'
import { readAuditPage } from '../audit/read-audit-page.ts'
import type { PlatformContext } from './platform-context.ts'
import { requireRole } from './require-role.ts'

/**
 * What operators did and had done, the newest first, one page, and whether there are more. What was done to a studio has its
 * id for its subject.
 *
 * @throws AppError `unauthorized`, `second_factor_required`, `invalid_input`
 */
export async function listPlatformAudit(
  ctx: PlatformContext,
  raw: ListAuditInput = {},
): Promise<{ entries: AuditEntry[]; hasMore: boolean }> {
  requireRole(ctx, 'support')
  const { page, hasMore } = await readAuditPage(ctx.db, raw)
  const names = await readNames(
    ctx,
    page.map(({ actor }) => actor),
  )
  return {
    entries: page.map((row) => ({ ...row, actorName: names.get(idOf(row.actor)) ?? null })),
    hasMore,
  }
}

const idOf = (actor: string) => actor.slice(actor.indexOf(':') + 1)

async function readNames({ db: { orm, read } }: PlatformContext, actors: readonly string[]) {
  const ids = [...new Set(actors.map(idOf))]
  const [people, keys] = await read([
    orm.select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, ids)),
    orm
      .select({ id: operatorKeys.id, name: operatorKeys.name })
      .from(operatorKeys)
      .where(inArray(operatorKeys.id, ids)),
  ])
  return new Map([...people, ...keys].map(({ id, name }) => [id, name]))
}
