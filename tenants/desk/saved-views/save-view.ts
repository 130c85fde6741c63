import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { savedViews } from '../../../db/tenant/schema/index.ts'
import type { TenantContext } from '../../context.ts'
import { AppError } from '../../errors.ts'
import { deriveId } from '../../ids.ts'
import { line } from '../../input-parts.ts'
import { parseInput } from '../../parse-input.ts'
import type { SavedView } from './list-views.ts'
import { isViewOf, requireViewer, viewPlaces } from './whose-views.ts'

const MOST_VIEWS = 30

const saveViewInput = z.object({
  place: z.enum(viewPlaces, 'invalid'),
  name: line(60),
  /** Of the list's address, without the question mark. */
  query: z.string().max(1_000, 'too_long'),
})

/**
 * Keeps a view of a list for whoever asks, under a name; the same name again is that view anew.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`, `conflict` (`too_many_views`); DatabaseError.
 */
export async function saveView(ctx: TenantContext, raw: z.input<typeof saveViewInput>): Promise<SavedView> {
  const userId = requireViewer(ctx)
  const { place, name, query } = parseInput(saveViewInput, raw)
  const id = await deriveId('viw', userId, place, name)
  const { orm, write } = ctx.db
  const hasRoom = sql`(SELECT count(*) FROM saved_views WHERE ${isViewOf(userId, place)} AND id <> ${id}) < ${MOST_VIEWS}`
  const [, [saved]] = await write([
    orm.run(sql`INSERT INTO saved_views (id, user_id, place, name, query, created_at)
      SELECT ${id}, ${userId}, ${place}, ${name}, ${query}, ${ctx.now()} WHERE ${hasRoom}
      ON CONFLICT (id) DO UPDATE SET query = excluded.query`),
    orm
      .select({ id: savedViews.id, name: savedViews.name, query: savedViews.query })
      .from(savedViews)
      .where(and(isViewOf(userId, place), eq(savedViews.id, id))),
  ])
  if (saved) return saved
  throw new AppError('conflict', `At most ${MOST_VIEWS} views are kept.`, { reason: 'too_many_views' })
}
