import { DurableObject } from 'cloudflare:workers'
import { openTenantDatabase, type TenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { openDatabaseToken } from '../../tenants/access/database-token.ts'
import { parseSigningKeys } from '../../tenants/access/signing-keys.ts'
import type { BookingCommand } from '../../tenants/bookings/booking-command.ts'
import { BookingLine } from '../../tenants/bookings/booking-line.ts'
import type { BookingOutcome } from '../../tenants/bookings/booking-outcome.ts'
import { commitBookings } from '../../tenants/bookings/commit-bookings.ts'
import { settleBookings } from '../../tenants/bookings/settle-bookings.ts'
import { logFailure } from '../log.ts'

/** What the object needs to open the studio's database, as the registry has it. */
export type TenantRef = { id: string; databaseUrl: string; databaseTokenEncrypted: string }

/** A lost answer is looked up again within this, so that nobody waits longer than eight seconds in all. */
const SETTLE_TIMEOUT_MS = 2_000

/**
 * The line in front of one trainer's calendar: an object per tenant and trainer, named `<tenant id>:<trainer id>`. It
 * keeps nothing: the database decides, and an object that is reset forgets only who is waiting.
 */
export class TrainerCalendar extends DurableObject<{ SECRET_KEYS: string }> {
  readonly #line = new BookingLine({
    commit: async (commands) => commitBookings(await this.#open(), commands),
    settle: async (commands) => settleBookings(await this.#open(SETTLE_TIMEOUT_MS), commands),
    now: Date.now,
    report: (error) => logFailure({ event: 'booking_line_failed', tenantId: this.#tenant?.id }, error),
  })
  #tenant: TenantRef | undefined

  /** Decides a booking in order of arrival. Expected outcomes are returned, never thrown. */
  book(tenant: TenantRef, command: BookingCommand): Promise<BookingOutcome> {
    this.#tenant = tenant
    return this.#line.submit(command)
  }

  /** A booking was cancelled, or a hold given up: its time may be given away at once. */
  forget(sourceId: string): void {
    this.#line.forget(sourceId)
  }

  /** Something about the trainer's calendar changed: whoever looks at it is told. */
  announce(): void {
    for (const socket of this.ctx.getWebSockets()) socket.send('changed')
  }

  async #open(timeoutMs?: number): Promise<TenantDatabase> {
    const tenant = this.#tenant
    if (!tenant) throw new Error('A booking line without a tenant')
    const keys = parseSigningKeys(this.env.SECRET_KEYS)
    const token = await openDatabaseToken({ keys, tenantId: tenant.id }, tenant.databaseTokenEncrypted)
    const options = timeoutMs === undefined ? {} : { timeoutMs }
    return openTenantDatabase(tenant.id, { url: tenant.databaseUrl, token }, options)
  }
}
