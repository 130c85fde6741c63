import { hours, minutes, seconds } from '../../tenants/durations.ts'
import {
  addCounts,
  toCounts,
  type AnsweredRequest,
  type RequestCounts,
} from '../../tenants/fleet/health/request-counts.ts'

/** Written down so long after the first one that was counted. */
const FLUSH_AFTER_MS = seconds(5)
/** Who has not come back from writing by then was cut off. */
const CUT_OFF_AFTER_MS = minutes(1)
/** Studios and hours in memory; one more is not counted. */
const MOST_KEPT = 2_000
/** Statements in one call of the registry. */
const MOST_WRITTEN = 200

type Noted = AnsweredRequest & { tenantId: string; at: number }

export type RequestMetrics = {
  /** Counts a request; what is counted is written in the background, together with what comes within five seconds. */
  note: (request: Noted, flush: Flush) => void
}

/** How it is written, by the request that happens to begin: connections belong to it. */
export type Flush = {
  requestId: string
  waitUntil: (work: Promise<unknown>) => void
  write: (counts: readonly RequestCounts[]) => Promise<void>
}

/**
 * Counts requests in the memory of this process, by studio and hour. Losing the process loses five seconds of numbers, and
 * nobody waits for them: a registry that is away gets them later, as many as fit.
 */
export function makeRequestMetrics({ flushAfterMs = FLUSH_AFTER_MS } = {}): RequestMetrics {
  const kept = new Map<string, RequestCounts>()
  let flushingSince: number | null = null

  function keep(counts: RequestCounts): void {
    const key = `${counts.hourAt} ${counts.tenantId}`
    const known = kept.get(key)
    if (known) kept.set(key, addCounts(known, counts))
    else if (kept.size < MOST_KEPT) kept.set(key, counts)
  }

  async function flush({ write }: Flush): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, flushAfterMs))
    // From here on the next request begins a flush of its own.
    flushingSince = null
    const counts = [...kept.values()]
    kept.clear()
    for (let start = 0; start < counts.length; start += MOST_WRITTEN) {
      const some = counts.slice(start, start + MOST_WRITTEN)
      await write(some).catch(() => some.forEach(keep))
    }
  }

  return {
    note({ tenantId, at, ...request }, how) {
      keep(toCounts(request, { hourAt: at - (at % hours(1)), tenantId }))
      if (flushingSince !== null && at < flushingSince + CUT_OFF_AFTER_MS) return
      flushingSince = at
      how.waitUntil(flush(how))
    },
  }
}
