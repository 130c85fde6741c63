import { BookingLine } from '../../tenants/bookings/booking-line.ts'
import { commitBookings } from '../../tenants/bookings/commit-bookings.ts'
import { settleBookings } from '../../tenants/bookings/settle-bookings.ts'
import type { CalendarPort, TenantContext } from '../../tenants/context.ts'
import type { TestTenant } from './make-tenant.ts'

/**
 * Contexts as requests have them in the Worker: each with a database handle of its own, all with the same line for the same
 * trainer. With `isForgetful` every command gets a line that knows nothing, as after a reset.
 */
export function makeLines(
  { makeContext, clock }: TestTenant,
  { isForgetful = false }: { isForgetful?: boolean } = {},
): (changes?: Partial<TenantContext>) => TenantContext {
  const lines = new Map<string, BookingLine>()
  const makeLine = () =>
    new BookingLine({
      commit: (commands) => commitBookings(makeContext().db, commands),
      settle: (commands) => settleBookings(makeContext().db, commands),
      now: clock.now,
      report: (error) => {
        throw error
      },
    })
  const lineOf = (lineId: string) => {
    const line = (isForgetful ? undefined : lines.get(lineId)) ?? makeLine()
    lines.set(lineId, line)
    return line
  }
  const calendar: CalendarPort = {
    book: (command) => lineOf(command.lineId).submit(command),
    forget: async (lineId, sourceId) => lines.get(lineId)?.forget(sourceId),
    announce: async () => {},
  }
  return (changes) => makeContext({ calendar, ...changes })
}
