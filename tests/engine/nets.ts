import { eq } from 'drizzle-orm'
import { bookings } from '../../db/tenant/schema/index.ts'
import type { BookingCommand } from '../../tenants/bookings/booking-command.ts'
import type { TenantContext } from '../../tenants/context.ts'
import { dropTriggers } from '../support/drop-triggers.ts'
import { makeLines } from '../support/make-lines.ts'
import type { TestTenant } from '../support/make-tenant.ts'

/** What stands between two who want the same: the guard in each statement, the triggers, both, or nothing. */
export type Net = 'both' | 'guard' | 'triggers' | 'none'

/**
 * Contexts on a studio with only this net. Without the guard a command claims nothing; the lines forget everything
 * between commands, so that they cannot make up for what is missing.
 */
export async function spanNet(
  studio: TestTenant,
  net: Net,
): Promise<(changes?: Partial<TenantContext>) => TenantContext> {
  const makeContext = makeLines(studio, { isForgetful: net === 'triggers' || net === 'none' })
  if (net === 'guard' || net === 'none') await dropTriggers(studio.ctx.db)
  if (net === 'both' || net === 'guard') return makeContext
  return (changes) => {
    const ctx = makeContext(changes)
    const book = async (command: BookingCommand) => ctx.calendar.book(await unguarded(ctx, command))
    return { ...ctx, calendar: { ...ctx.calendar, book } }
  }
}

/** Claims nothing, and changes a booking whatever has become of it since. */
async function unguarded({ db }: TenantContext, command: BookingCommand): Promise<BookingCommand> {
  const nothing = { times: [], takes: [], places: [], limits: [], person: null, holder: null }
  const claim = { ...command.claim, ...nothing }
  if (command.kind !== 'change') return { ...command, claim }
  const rows = await Promise.all(
    command.rows.map(async (row) => {
      const [[now]] = await db.read([db.orm.select().from(bookings).where(eq(bookings.id, row.id))])
      return { ...row, version: now?.version ?? row.version }
    }),
  )
  const [first, ...others] = rows
  return first ? { ...command, claim, rows: [first, ...others] } : command
}

/** A context in whose way something comes: after everything was looked at, and before the first command is decided. */
export function interrupt(ctx: TenantContext, act: () => Promise<unknown>): TenantContext {
  let isDone = false
  const book = async (command: BookingCommand) => {
    if (!isDone) {
      isDone = true
      await act()
    }
    return ctx.calendar.book(command)
  }
  return { ...ctx, calendar: { ...ctx.calendar, book } }
}
