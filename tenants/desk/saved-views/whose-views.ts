import { and, eq } from 'drizzle-orm'
import { savedViews } from '../../../db/tenant/schema/index.ts'
import { refuseSupport } from '../../access/refuse-support.ts'
import type { TenantContext } from '../../context.ts'
import { AppError } from '../../errors.ts'

/** The lists whose views are kept. */
export const viewPlaces = savedViews.place.enumValues
export type ViewPlace = (typeof viewPlaces)[number]

/**
 * Whose views they are: the person's who has signed in and works here.
 *
 * @throws AppError `unauthorized` for who has not signed in, a program too; `forbidden` for who does not work here.
 */
export function requireViewer({ login }: TenantContext): string {
  if (!login) throw new AppError('unauthorized', 'Views are kept for people who have signed in.')
  if (!login.staff) throw new AppError('forbidden', 'Only staff may do this.', { reason: 'not_staff' })
  refuseSupport({ login })
  return login.user.id
}

/** A condition on `saved_views`: what this person keeps of this list. */
export const isViewOf = (userId: string, place: ViewPlace) =>
  and(eq(savedViews.userId, userId), eq(savedViews.place, place))
