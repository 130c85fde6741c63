import type { HoldRow } from '../../db/tenant/schema/index.ts'
import { minutes } from '../durations.ts'

/** How long a place is kept for somebody who fills the form, and how long from the first time on with renewing. */
export const HOLD_MS = minutes(5)
export const HOLD_LIFE_MS = minutes(15)

/** A place that is kept for somebody, as they may see it. Instants in ms. */
export type HoldView = Pick<
  HoldRow,
  | 'id'
  | 'sessionId'
  | 'quantity'
  | 'serviceId'
  | 'trainerId'
  | 'locationId'
  | 'startsAt'
  | 'endsAt'
  | 'expiresAt'
> & {
  status: HoldRow['status'] | 'expired'
  /** Renewing never lasts longer than that. */
  renewableUntil: number
}

export function toHoldView(row: HoldRow, now: number): HoldView {
  const { id, sessionId, quantity, serviceId, trainerId, locationId, startsAt, endsAt, expiresAt } = row
  return {
    id,
    sessionId,
    quantity,
    serviceId,
    trainerId,
    locationId,
    startsAt,
    endsAt,
    expiresAt,
    status: row.status === 'active' && expiresAt <= now ? 'expired' : row.status,
    renewableUntil: row.createdAt + HOLD_LIFE_MS,
  }
}
