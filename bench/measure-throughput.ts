import { ask, type Ask } from '../tests/support/ask.ts'

/** Requests answered per second while so many are always under way. @throws Error when one does not succeed. */
export async function measureThroughput(what: Ask, { forMs, atOnce }: { forMs: number; atOnce: number }) {
  const startedAt = performance.now()
  let answered = 0
  const one = async () => {
    while (performance.now() - startedAt < forMs) {
      const { status } = await ask(what)
      if (status !== 200) throw new Error(`${what.host}${what.path}: ${status}`)
      answered += 1
    }
  }
  await Promise.all(Array.from({ length: atOnce }, one))
  return (answered / (performance.now() - startedAt)) * 1_000
}
