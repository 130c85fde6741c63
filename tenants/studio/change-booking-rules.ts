import { eq } from 'drizzle-orm'
import { settings } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { changesOf } from '../audit/changes-of.ts'
import type { TenantContext } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { forgetCatalogue } from './get-catalogue.ts'
import { getBookingRules, type BookingRules } from './get-booking-rules.ts'
import { bookingRulesInput } from './settings-input.ts'
import { given } from './staff-input.ts'

/** What is not given stays as it is. */
export type BookingRulesChange = { [Field in keyof BookingRules]?: BookingRules[Field] | undefined }

/**
 * Changes the rules that hold for the whole studio, from now on.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`
 */
export async function changeBookingRules(
  ctx: TenantContext,
  changes: BookingRulesChange,
): Promise<BookingRules> {
  const actor = requireStaff(ctx, 'settings:change')
  const before = await getBookingRules(ctx)
  const input = parseInput(bookingRulesInput, { ...before, ...given(changes) })
  const { orm, write } = ctx.db
  // Nothing of the settings but these rules.
  const set = { ...given(bookingRulesInput.partial().parse(changes)), updatedAt: ctx.now() }
  await write([
    orm.update(settings).set(set).where(eq(settings.id, 1)),
    insertAudit(ctx, {
      actor,
      action: 'booking_rules.changed',
      subjectId: 'studio',
      ...changesOf(before, input),
    }),
  ])
  forgetCatalogue(ctx)
  return input
}
