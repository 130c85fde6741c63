type Booked = {
  id: string
  trainerId: string
  startsAt: number
  endsAt: number
  occupiedFrom: number
  occupiedUntil: number
  status: string
}

/** Pairs of confirmed bookings of one trainer that meet, buffers included: there must never be any. */
export function findOverlaps(rows: readonly Booked[]): [string, string][] {
  const confirmed = rows
    .filter(({ status }) => status === 'confirmed')
    .toSorted((a, b) => a.trainerId.localeCompare(b.trainerId) || a.startsAt - b.startsAt)
  const overlaps: [string, string][] = []
  confirmed.forEach((a, index) => {
    for (const b of confirmed.slice(index + 1)) {
      // Sorted by start: nothing further on can meet a booking that starts after the longest reach of this one.
      if (b.trainerId !== a.trainerId || b.occupiedFrom >= a.occupiedUntil + 4 * 3_600_000) break
      const meets =
        (a.startsAt < b.occupiedUntil && a.endsAt > b.occupiedFrom) ||
        (a.occupiedFrom < b.endsAt && a.occupiedUntil > b.startsAt)
      if (meets) overlaps.push([a.id, b.id])
    }
  })
  return overlaps
}
