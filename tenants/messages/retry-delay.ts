import { hours, minutes } from '../durations.ts'

const DELAYS_MINUTES = [1, 5, 15, 60, 180, 360, 720]
const LONGEST_WISH_MS = hours(12)

/** How long to wait after the `attempts`-th attempt failed; longer when the provider asks for it, within reason. */
export function retryDelayMs(attempts: number, wishMs = 0): number {
  const delay = minutes(DELAYS_MINUTES[attempts - 1] ?? 720)
  return Math.max(delay, Math.min(wishMs, LONGEST_WISH_MS))
}
