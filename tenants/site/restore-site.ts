import { and, desc, eq } from 'drizzle-orm'
import { auditLog, settings, type AuditState } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { changesOf } from '../audit/changes-of.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { insistOnEdition, unlessChanged } from '../edition.ts'
import { AppError } from '../errors.ts'
import { forgetCatalogue } from '../studio/get-catalogue.ts'
import { UNDO_MS } from '../uploads/prune-pictures.ts'
import { readSite } from './get-site.ts'

const COLUMNS = ['theme', 'site', 'tagline', 'about', 'policy'] as const

/**
 * Takes back what was published last, within the hour: twice, and it is there again.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_allowed` (`nothing_to_undo`), `changed_meanwhile`
 */
export async function restoreSite(ctx: TenantContext): Promise<void> {
  const actor = requireStaff(ctx, 'settings:change')
  const { orm, read, write } = ctx.db
  const [[last]] = await read([
    orm
      .select({ before: auditLog.before, at: auditLog.at })
      .from(auditLog)
      .where(and(eq(auditLog.subjectId, 'studio'), eq(auditLog.action, 'site.changed')))
      .orderBy(desc(auditLog.at), desc(auditLog.id))
      .limit(1),
  ])
  const earlier = last && last.at > ctx.now() - UNDO_MS ? pickColumns(last.before ?? {}) : {}
  if (Object.keys(earlier).length === 0) {
    throw new AppError('not_allowed', 'There is nothing to take back any more.', {
      reason: 'nothing_to_undo',
    })
  }
  const { edition, theme, content, texts } = await readSite(ctx)
  const isIt = eq(settings.id, 1)
  await unlessChanged(() =>
    write([
      insistOnEdition(ctx.db, { table: settings, isIt, edition }),
      orm
        .update(settings)
        .set({ ...earlier, updatedAt: ctx.now() })
        .where(isIt),
      insertAudit(ctx, {
        actor,
        action: 'site.changed',
        subjectId: 'studio',
        ...changesOf({ theme, site: content, ...texts }, earlier),
      }),
    ]),
  )
  forgetCatalogue(ctx)
}

/** What `changeSite` wrote into the log: nothing but columns of the settings as they were. */
function pickColumns(before: AuditState): AuditState {
  return Object.fromEntries(COLUMNS.filter((name) => name in before).map((name) => [name, before[name]]))
}
