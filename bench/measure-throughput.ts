import type { Ask } from '../tests/support/ask.ts'
import { askTimed } from './ask-timed.ts'

/** Requests answered per second while so many are always under way. @throws Error when one does not succeed. */
export async function measureThroughput(what: Ask, { forMs, atOnce }: { forMs: number; atOnce: number }) {
  const startedAt = performance.now()
  let answered = 0
  const one = async () => {
    while (performance.now() - startedAt < forMs) {
      await askTimed(what)
      answered += 1
    }
  }
  await Promise.all(Array.from({ length: atOnce }, one))
  return (answered / (performance.now() - startedAt)) * 1_000
}
