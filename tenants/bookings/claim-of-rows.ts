import type { BookingRow } from '../../db/tenant/schema/index.ts'
import { toTrainerTime, type Claim } from './claim.ts'

/**
 * What bookings take where they are, asked for once more. They have stood in the line and kept to the limits when they
 * came, so neither is asked again: only whether there is room.
 */
export function claimOfRows(rows: readonly BookingRow[], now: number): Claim {
  const times = rows
    .filter(({ sessionId, guestPosition }) => sessionId === null && guestPosition === 0)
    .map(toTrainerTime)
  const sessionIds = [...new Set(rows.flatMap(({ sessionId }) => sessionId ?? []))]
  return {
    times,
    takes: rows.flatMap(({ takes }) => takes),
    places: sessionIds.map((sessionId) => {
      const quantity = rows.filter((row) => row.sessionId === sessionId).length
      return { sessionId, quantity, isOnline: false, isOwn: true, waitlistEntryId: null }
    }),
    limits: [],
    person: null,
    holder: null,
    ignore: rows.map(({ id }) => id),
    isForced: rows.some(({ overrideReason }) => overrideReason !== null),
    now,
  }
}
