import type { Service } from '../studio/get-catalogue.ts'
import { bookingWindowEnd } from './booking-window.ts'
import type { Schedule } from './read-schedules.ts'
import type { SlotInput } from './slot-input.ts'

/**
 * The engine's question for one service with one trainer. Listing slots and checking a booking ask it through here, so
 * that whatever is offered is accepted.
 */
export function toSlotInput(
  service: Service,
  schedule: Schedule,
  { now, from, to }: { now: number; from: number; to: number },
): SlotInput {
  return {
    ...schedule,
    durationMinutes: service.durationMinutes,
    intervalMinutes: service.intervalMinutes,
    bufferBeforeMinutes: service.bufferBeforeMinutes,
    bufferAfterMinutes: service.bufferAfterMinutes,
    minNoticeMinutes: service.minNoticeMinutes,
    grid: service.grid,
    now,
    from,
    to: Math.min(to, bookingWindowEnd(service, schedule.timeZone, now)),
  }
}
