/** Up to how many ms the requests of each bucket took; one more bucket takes what was longer. */
export const BUCKET_ENDS_MS = [50, 100, 250, 500, 1_000, 2_500] as const
/** Longer is slow. What is slow for a round trip to a database, `db/open-database.ts` says. */
export const SLOW_REQUEST_MS = 1_000

/** What was asked of one studio (or of `platform`) within one hour of UTC. */
export type RequestCounts = {
  hourAt: number
  tenantId: string
  requests: number
  errors: number
  slow: number
  totalMs: number
  buckets: number[]
  queries: number
  slowQueries: number
}

/** One request that was answered. */
export type AnsweredRequest = { status: number; ms: number; queries: number; slowQueries: number }

export function noCounts(hourAt: number, tenantId: string): RequestCounts {
  const buckets = [...BUCKET_ENDS_MS, 0].map(() => 0)
  return {
    hourAt,
    tenantId,
    requests: 0,
    errors: 0,
    slow: 0,
    totalMs: 0,
    buckets,
    queries: 0,
    slowQueries: 0,
  }
}

export function toCounts(
  { status, ms, queries, slowQueries }: AnsweredRequest,
  of: { hourAt: number; tenantId: string },
): RequestCounts {
  const bucket = bucketOf(ms)
  const { buckets } = noCounts(of.hourAt, of.tenantId)
  return {
    ...of,
    requests: 1,
    errors: status >= 500 ? 1 : 0,
    slow: ms > SLOW_REQUEST_MS ? 1 : 0,
    totalMs: Math.round(ms),
    buckets: buckets.map((_, index) => (index === bucket ? 1 : 0)),
    queries,
    slowQueries,
  }
}

/** Of the same hour and studio. */
export function addCounts(one: RequestCounts, other: RequestCounts): RequestCounts {
  return {
    hourAt: one.hourAt,
    tenantId: one.tenantId,
    requests: one.requests + other.requests,
    errors: one.errors + other.errors,
    slow: one.slow + other.slow,
    totalMs: one.totalMs + other.totalMs,
    buckets: one.buckets.map((count, index) => count + (other.buckets[index] ?? 0)),
    queries: one.queries + other.queries,
    slowQueries: one.slowQueries + other.slowQueries,
  }
}

/**
 * Within how many ms that share of the requests was answered, as far as the buckets tell: the end of the bucket. Null
 * when nothing was asked, Infinity when it is in the last one.
 */
export function percentile(buckets: readonly number[], share: number): number | null {
  const total = buckets.reduce((sum, count) => sum + count, 0)
  if (total === 0) return null
  let seen = 0
  const index = buckets.findIndex((count) => (seen += count) >= total * share)
  return BUCKET_ENDS_MS[index] ?? Number.POSITIVE_INFINITY
}

function bucketOf(ms: number): number {
  const index = BUCKET_ENDS_MS.findIndex((end) => ms <= end)
  return index === -1 ? BUCKET_ENDS_MS.length : index
}
