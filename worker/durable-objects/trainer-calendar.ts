import { DurableObject } from 'cloudflare:workers'
import { openTenantDatabase, type TenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { openDatabaseToken } from '../../tenants/access/database-token.ts'
import { parseSigningKeys } from '../../tenants/access/signing-keys.ts'
import type { BookingCommand } from '../../tenants/bookings/booking-command.ts'
import { BookingLine } from '../../tenants/bookings/booking-line.ts'
import type { BookingOutcome } from '../../tenants/bookings/booking-outcome.ts'
import { commitBookings } from '../../tenants/bookings/commit-bookings.ts'
import { settleBookings } from '../../tenants/bookings/settle-bookings.ts'
import { WHOLE_STUDIO } from '../../tenants/calendar/watch-calendar.ts'
import { minutes } from '../../tenants/durations.ts'
import { lineName } from '../line-name.ts'
import { logFailure } from '../log.ts'

/** What the object needs to open the studio's database, as the registry has it. */
export type TenantRef = { id: string; databaseUrl: string; databaseTokenEncrypted: string }
/** A studio as one request found it; a Worker of before, while one is deployed, does not say which. */
export type AskedTenant = TenantRef & { requestId?: string }

/** A lost answer is looked up again within this, so that nobody waits longer than eight seconds in all. */
const SETTLE_TIMEOUT_MS = 2_000

/** What is said after this closes the socket instead: its page comes back through the door, which asks again who it is. */
const SOCKET_MS = minutes(10)
/** To a page: come back at once. */
const COME_BACK = 4_000

type CalendarEnv = { SECRET_KEYS: string; TRAINER_CALENDAR: DurableObjectNamespace<TrainerCalendar> }

/**
 * The line in front of one trainer's calendar: an object per tenant and trainer, named `<tenant id>:<trainer id>`. It
 * keeps nothing: the database decides, and an object that is reset forgets only who is waiting.
 *
 * It also holds the sockets of whoever looks at that calendar; one more object per tenant, for `WHOLE_STUDIO`, those of
 * whoever looks at all of them. Sockets outlive it: between changes it sleeps, and answers `ping` without waking.
 */
export class TrainerCalendar extends DurableObject<CalendarEnv> {
  readonly #line = new BookingLine({
    commit: async (commands) => commitBookings(await this.#open(), commands),
    settle: async (commands) => settleBookings(await this.#open(SETTLE_TIMEOUT_MS), commands),
    now: Date.now,
    report: (error, commands) => this.#report(error, commands),
  })
  #tenant: TenantRef | undefined
  /** Whose request each command in line is, for the log. */
  readonly #requestIds = new Map<string, string>()
  /** The studio's object is being told; `again`: of what came meanwhile it is told once more. */
  #telling: 'no' | 'once' | 'again' = 'no'

  constructor(ctx: DurableObjectState, env: CalendarEnv) {
    super(ctx, env)
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'))
  }

  /** Decides a booking in order of arrival. Expected outcomes are returned, never thrown. */
  async book({ requestId, ...tenant }: AskedTenant, command: BookingCommand): Promise<BookingOutcome> {
    this.#tenant = tenant
    if (requestId !== undefined) this.#requestIds.set(command.id, requestId)
    const outcome = await this.#line.submit(command)
    this.#requestIds.delete(command.id)
    if (outcome.ok && command.kind !== 'hold') {
      this.announce()
      this.ctx.waitUntil(this.#tellStudio(tenant.id))
    }
    return outcome
  }

  /** A booking was cancelled, or a hold given up: its time may be given away at once. */
  forget(sourceId: string): void {
    this.#line.forget(sourceId)
  }

  /** Something about the calendar changed: whoever looks at it is told that, and no more. */
  announce(): void {
    for (const socket of this.ctx.getWebSockets()) {
      const until: unknown = socket.deserializeAttachment()
      if (typeof until === 'number' && until > Date.now()) socket.send('changed')
      else socket.close(COME_BACK, 'come back')
    }
  }

  /** A socket that the Worker has let in (`worker/open-live.ts`). */
  override fetch(): Response {
    const { 0: theirs, 1: ours } = new WebSocketPair()
    this.ctx.acceptWebSocket(ours)
    ours.serializeAttachment(Date.now() + SOCKET_MS)
    return new Response(null, { status: 101, webSocket: theirs })
  }

  /** Pages only listen. */
  override webSocketMessage(socket: WebSocket): void {
    socket.close(1008, 'nothing is to be said')
  }

  /** One call at a time, however many book: whoever hears of it asks for everything anyway. */
  async #tellStudio(tenantId: string): Promise<void> {
    const isTelling = this.#telling !== 'no'
    this.#telling = isTelling ? 'again' : 'once'
    if (isTelling) return
    const studio = this.env.TRAINER_CALENDAR.getByName(lineName(tenantId, WHOLE_STUDIO))
    // Pages look again when somebody comes back to them, so what fails here may be lost.
    await Promise.resolve(studio.announce()).catch(() => {})
    const hasMore = this.#isToTellAgain()
    this.#telling = 'no'
    if (hasMore) await this.#tellStudio(tenantId)
  }

  /** One line, however many went together: the first of them is named. */
  #report(error: unknown, [first, ...others]: readonly [BookingCommand, ...BookingCommand[]]): void {
    const requestId = this.#requestIds.get(first.id) ?? ''
    const facts = { tenantId: this.#tenant?.id, requestId, commands: 1 + others.length }
    logFailure({ event: 'booking_line_failed', ...facts }, error)
  }

  #isToTellAgain(): boolean {
    return this.#telling === 'again'
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
