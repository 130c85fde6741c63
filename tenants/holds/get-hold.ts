import { and, eq } from 'drizzle-orm'
import { holds, type HoldRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { hashText } from '../ids.ts'
import { toHoldView, type HoldView } from './hold-view.ts'

/** A hold, and the secret it was made with. */
export type HeldPlace = { holdId: string; holderSecret: string }

/**
 * The place kept for whoever has this secret. A wrong secret and an unknown hold get the same answer.
 *
 * @throws AppError `not_found`; DatabaseError.
 */
export async function getHold(ctx: TenantContext, held: HeldPlace): Promise<HoldView> {
  return toHoldView(await getHoldRow(ctx, held), ctx.now())
}

/** As `getHold`: the row. */
export async function getHoldRow({ db }: TenantContext, held: HeldPlace): Promise<HoldRow> {
  const holder = await hashText(held.holderSecret)
  const [[row]] = await db.read([
    db.orm
      .select()
      .from(holds)
      .where(and(eq(holds.id, held.holdId), eq(holds.holder, holder))),
  ])
  if (!row) throw new AppError('not_found', 'No such place is kept for you.')
  return row
}
