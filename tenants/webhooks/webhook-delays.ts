import { days, hours, minutes } from '../durations.ts'

/** So long one event is tried, and so long an endpoint may fail before it is disabled. */
export const GIVEN_UP_AFTER_MS = days(3)

const DELAYS_MINUTES = [1, 5, 30, 120, 300, 600, 840, 1_200]

/** When an event is tried again after the `attempts`-th attempt failed; null: never. Instants in ms. */
export function nextAttemptAt(
  attempts: number,
  { now, since }: { now: number; since: number },
): number | null {
  const until = since + GIVEN_UP_AFTER_MS
  if (now >= until) return null
  return Math.min(until, now + jittered(minutes(DELAYS_MINUTES[attempts - 1] ?? 1_200)))
}

/** How long an endpoint is left alone that has failed for so long (ms): a quarter of that, so that it is asked ever less. */
export function pauseMs(failingForMs: number): number {
  return jittered(Math.min(hours(6), Math.max(minutes(1), failingForMs / 4)))
}

/** A tenth more or less, so that what failed together does not come back together. */
function jittered(ms: number): number {
  const [dice = 0] = crypto.getRandomValues(new Uint32Array(1))
  return Math.round(ms * (0.9 + (0.2 * dice) / 2 ** 32))
}
