import { and, desc, eq, gt, isNull, lt, or } from 'drizzle-orm'
import { z } from 'zod'
import { notices, tenants } from '../../db/registry/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { Notice } from '../context.ts'
import { days } from '../durations.ts'
import { AppError } from '../errors.ts'
import { makeId } from '../ids.ts'
import { anId, anInstant, paragraph } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import type { PlatformContext } from './platform-context.ts'
import { requireRole } from './require-role.ts'

/** A notice as operators see it; instants in ms. */
export type NoticeEntry = Notice & {
  /** Null: every studio's. */
  tenant: { id: string; name: string } | null
  createdAt: number
  withdrawnAt: number | null
}

const LONGEST_MS = days(90)

const words = paragraph(500).pipe(z.string().min(1, 'required'))
const noticeInput = z
  .object({
    kind: z.enum(['maintenance', 'announcement']),
    audience: z.enum(['staff', 'everyone']),
    /** Its id or slug; left out: every studio. */
    tenant: anId.nullish(),
    text: z.object({ en: words, bg: words }),
    startsAt: anInstant,
    endsAt: anInstant,
  })
  .refine(({ startsAt, endsAt }) => startsAt < endsAt, {
    path: ['endsAt'],
    message: 'It ends before it begins.',
  })
  .refine(({ startsAt, endsAt }) => endsAt - startsAt <= LONGEST_MS, {
    path: ['endsAt'],
    message: 'Three months at most.',
  })
  .refine(({ kind, audience }) => kind === 'maintenance' || audience === 'staff', {
    path: ['audience'],
    message: 'Announcements are for staff.',
  })
export type NoticeInput = z.input<typeof noticeInput>

type NoticesWish = { limit: number; cursor: { at: number; id: string } | null }

/** What studios were, are and will be told: the latest written first. @throws AppError as `requireRole`; DatabaseError. */
export async function listNotices(
  ctx: PlatformContext,
  { limit, cursor }: NoticesWish,
): Promise<{ notices: NoticeEntry[]; hasMore: boolean }> {
  requireRole(ctx, 'support')
  const { id, createdAt } = notices
  const [rows] = await ctx.db.read([
    ctx.db.orm
      .select({ notice: notices, tenantName: tenants.name })
      .from(notices)
      .leftJoin(tenants, eq(tenants.id, notices.tenantId))
      .where(
        cursor ? or(lt(createdAt, cursor.at), and(eq(createdAt, cursor.at), lt(id, cursor.id))) : undefined,
      )
      .orderBy(desc(createdAt), desc(id))
      .limit(limit + 1),
  ])
  return { notices: rows.slice(0, limit).map(toEntry), hasMore: rows.length > limit }
}

/**
 * Tells studios something, from an instant to another: within a minute everywhere. Maintenance may be said to clients as
 * well; announcements are for staff, who put them away when they have read them.
 *
 * @throws AppError as `requireRole`; `invalid_input`; `not_found` for a studio that is not there; DatabaseError.
 */
export async function addNotice(ctx: PlatformContext, raw: NoticeInput): Promise<NoticeEntry> {
  const { actor } = requireRole(ctx, 'operator')
  const { tenant: wanted, ...input } = parseInput(noticeInput, raw)
  const tenant = wanted ? await findTenantNamed(ctx, wanted) : null
  const notice = {
    id: makeId('ntc'),
    ...input,
    tenantId: tenant?.id ?? null,
    createdBy: actor,
    createdAt: ctx.now(),
    withdrawnAt: null,
  }
  const { id, createdBy: _by, createdAt: _at, withdrawnAt: _withdrawn, ...after } = notice
  await ctx.db.write([
    ctx.db.orm.insert(notices).values(notice),
    insertAudit(ctx, { actor, action: 'notice.added', subjectId: id, after }),
  ])
  return toEntry({ notice, tenantName: tenant?.name ?? null })
}

/** Tells it no more. @throws AppError as `requireRole`; `not_found` when it is not told any more; DatabaseError. */
export async function withdrawNotice(
  ctx: PlatformContext,
  { noticeId }: { noticeId: string },
): Promise<void> {
  const { actor } = requireRole(ctx, 'operator')
  const { id, withdrawnAt, endsAt } = notices
  const { orm, read, write } = ctx.db
  const isTold = and(eq(id, noticeId), isNull(withdrawnAt), gt(endsAt, ctx.now()))
  const [[told]] = await read([orm.select({ id }).from(notices).where(isTold)])
  if (!told) throw new AppError('not_found', 'There is no such notice any more.')
  await write([
    orm.update(notices).set({ withdrawnAt: ctx.now() }).where(isTold),
    insertAudit(ctx, { actor, action: 'notice.withdrawn', subjectId: noticeId }),
  ])
}

async function findTenantNamed({ db }: PlatformContext, idOrSlug: string) {
  const [[tenant]] = await db.read([
    db.orm
      .select({ id: tenants.id, name: tenants.name })
      .from(tenants)
      .where(or(eq(tenants.id, idOrSlug), eq(tenants.slug, idOrSlug))),
  ])
  if (!tenant) throw new AppError('not_found', 'There is no such studio.')
  return tenant
}

function toEntry(row: { notice: typeof notices.$inferSelect; tenantName: string | null }): NoticeEntry {
  const { tenantId, createdBy: _by, ...notice } = row.notice
  return { ...notice, tenant: tenantId === null ? null : { id: tenantId, name: row.tenantName ?? '' } }
}
