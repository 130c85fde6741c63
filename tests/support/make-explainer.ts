import { createBooking } from '../../tenants/bookings/create-booking.ts'
import { explainTime, type TimeQuestion } from '../../tenants/availability/explain-time.ts'
import { makeBookingInput } from './make-booking-input.ts'
import { makeTenant, type TenantOptions } from './make-tenant.ts'
import { ids } from './studio-rows.ts'
import { staffActor } from './staff-actor.ts'

/** Monday 4 January 2027, 10:00 in Sofia; the studio's clock says 08:00. */
export const TEN = Date.UTC(2027, 0, 4, 8)

/** A studio whose staff ask why Maria cannot be booked for a training at ten, and whose clients book just that. */
export async function makeExplainer(options: TenantOptions = {}) {
  const studio = await makeTenant(options)
  const explain = (changes: Partial<TimeQuestion> = {}) =>
    explainTime(studio.makeContext({ actor: staffActor }), {
      serviceId: ids.training,
      trainerId: ids.maria,
      startsAt: TEN,
      ...changes,
    })
  const book = (changes: Parameters<typeof makeBookingInput>[0] = {}) =>
    createBooking(studio.makeContext(), makeBookingInput({ startsAt: TEN, ...changes }))
  return { ...studio, db: studio.ctx.db, explain, book }
}
