/** No slot can start strictly between the two instants; it can at either. */
export type Blocked = { after: number; until: number }

/** Sorted, without overlaps. Two that only touch stay apart: a slot can start between them. */
export function mergeBlocked(blocked: Blocked[]): Blocked[] {
  blocked.sort((a, b) => a.after - b.after)
  const merged: Blocked[] = []
  let last: Blocked | undefined
  for (const next of blocked) {
    if (last && next.after < last.until) last.until = Math.max(last.until, next.until)
    else merged.push((last = next))
  }
  return merged
}
