import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { replaceWeek } from '../schedules/replace-week.ts'
import { forgetCatalogue, getCatalogue } from '../studio/get-catalogue.ts'

/** Monday to Friday, local minutes of the day: 9 to 17. */
const ORDINARY_WEEK = [1, 2, 3, 4, 5].map((weekday) => {
  return { kind: 'open' as const, weekday, startMinute: 9 * 60, endMinute: 17 * 60 }
})

/**
 * Gives every trainer who takes bookings and has no hours yet the hours that most have: Monday to Friday, 9 to 17 by the
 * clock of their place. Whoever has some keeps theirs.
 *
 * @throws AppError `unauthorized`, `forbidden`; DatabaseError.
 */
export async function giveOrdinaryWeek(ctx: TenantContext): Promise<void> {
  requireStaff(ctx, 'availability:change')
  forgetCatalogue(ctx)
  const { trainers } = await getCatalogue(ctx)
  for (const { id, weeklyHours } of trainers) {
    if (weeklyHours.length === 0) await replaceWeek(ctx, { trainerId: id, rules: ORDINARY_WEEK })
  }
}
