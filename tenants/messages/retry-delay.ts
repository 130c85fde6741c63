import { hours, minutes } from '../durations.ts'

const DELAYS_MINUTES = [1, 5, 15, 60, 180, 360, 720]
const LONGEST_WISH_MS = hours(12)

/** So much of a delay is left to chance: what failed together does not come back together. */
const JITTER = 0.1

/**
 * How long to wait after the `attempts`-th attempt failed: a little less than the list says, by chance (0 to 1), and longer
 * when the provider asks for it, within reason.
 */
export function retryDelayMs(attempts: number, { wishMs = 0, chance = Math.random() } = {}): number {
  const delay = minutes(DELAYS_MINUTES[attempts - 1] ?? 720)
  return Math.max(Math.round(delay * (1 - JITTER * chance)), Math.min(wishMs, LONGEST_WISH_MS))
}
