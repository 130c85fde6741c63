import { sql } from 'drizzle-orm'
import type { BookingCommand } from '../../tenants/bookings/booking-command.ts'
import type { TenantContext } from '../../tenants/context.ts'
import { makeLines } from '../support/make-lines.ts'
import type { TestTenant } from '../support/make-tenant.ts'

/** What stands between two who want the same: the guard in each statement, the triggers, both, or nothing. */
export type Net = 'both' | 'guard' | 'triggers' | 'none'

const triggers = [
  'occupancies_no_overlap',
  'occupancies_no_overbooking',
  'bookings_no_overbooking_on_insert',
  'bookings_no_overbooking_on_update',
  'holds_no_overbooking',
  'holds_no_overbooking_on_update',
]

/**
 * Contexts on a studio with only this net. Without the guard a command claims nothing; the lines forget everything
 * between commands, so that they cannot make up for what is missing.
 */
export async function spanNet(
  studio: TestTenant,
  net: Net,
): Promise<(changes?: Partial<TenantContext>) => TenantContext> {
  const makeContext = makeLines(studio, { isForgetful: net === 'triggers' || net === 'none' })
  if (net === 'guard' || net === 'none') {
    const { db } = studio.ctx
    const [first = '', ...others] = triggers
    const drop = (name: string) => db.orm.run(sql.raw(`DROP TRIGGER ${name}`))
    await db.write([drop(first), ...others.map(drop)])
  }
  if (net === 'both' || net === 'guard') return makeContext
  return (changes) => {
    const ctx = makeContext(changes)
    return { ...ctx, calendar: { ...ctx.calendar, book: (command) => ctx.calendar.book(unguarded(command)) } }
  }
}

function unguarded<Command extends BookingCommand>(command: Command): Command {
  const nothing = { times: [], takes: [], places: [], limits: [], person: null, holder: null }
  return { ...command, claim: { ...command.claim, ...nothing } }
}
