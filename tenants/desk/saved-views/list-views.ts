import { asc } from 'drizzle-orm'
import { savedViews, type SavedViewRow } from '../../../db/tenant/schema/index.ts'
import type { TenantContext } from '../../context.ts'
import { isViewOf, requireViewer, type ViewPlace } from './whose-views.ts'

/** A list as somebody likes to see it: `query` is that of its address, without the question mark. */
export type SavedView = Pick<SavedViewRow, 'id' | 'name' | 'query'>

/**
 * The views of a list that whoever asks has saved, by name. One round trip.
 *
 * @throws AppError `unauthorized`, `forbidden`; DatabaseError.
 */
export async function listViews(ctx: TenantContext, { place }: { place: ViewPlace }): Promise<SavedView[]> {
  // Support has no account to keep them with.
  if (ctx.login?.visit) return []
  const userId = requireViewer(ctx)
  const { orm, read } = ctx.db
  const { id, name, query } = savedViews
  const [views] = await read([
    orm
      .select({ id, name, query })
      .from(savedViews)
      .where(isViewOf(userId, place))
      .orderBy(asc(name), asc(id)),
  ])
  return views
}
