import type { Service } from '../studio/get-catalogue.ts'
import { bookingWindow } from './booking-window.ts'
import type { Schedule } from './read-schedules.ts'
import type { SlotInput } from './slot-input.ts'

/** What of a service bears on when it can start. */
export type StartRules = Pick<
  Service,
  | 'intervalMinutes'
  | 'offsetMinutes'
  | 'bufferBeforeMinutes'
  | 'bufferAfterMinutes'
  | 'gapRule'
  | 'buffersInsideHours'
  | 'minNoticeMinutes'
  | 'grid'
>

/**
 * The engine's question for one service with one trainer at one place. Listing slots and checking a booking ask it
 * through here, so that whatever is offered is accepted.
 */
export function toSlotInput(
  service: StartRules,
  schedule: Schedule,
  { now, from, to }: { now: number; from: number; to: number },
): SlotInput {
  const { pools, heads, window, timeZone } = schedule
  const open = bookingWindow(window, timeZone, now)
  return {
    ...schedule,
    pools: pools.map((pool) => (pool.per === 'head' ? { ...pool, units: pool.units * heads } : pool)),
    intervalMinutes: service.intervalMinutes,
    // Changed to a shorter interval since, an offset means what is left of it.
    offsetMinutes: service.offsetMinutes % service.intervalMinutes,
    bufferBeforeMinutes: service.bufferBeforeMinutes,
    bufferAfterMinutes: service.bufferAfterMinutes,
    gapRule: service.gapRule,
    buffersInsideHours: service.buffersInsideHours,
    minNoticeMinutes: service.minNoticeMinutes,
    grid: service.grid,
    now,
    from: Math.max(from, open.from),
    to: Math.min(to, open.until),
  }
}
