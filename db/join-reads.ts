import type { Database } from './open-database.ts'

type Read = Database<Record<string, unknown>>['read']
type Asked = {
  statements: Parameters<Read>[0]
  give: (results: unknown[]) => void
  fail: (error: unknown) => void
}

/** Whoever was answered by one round trip asks on within so many turns of the microtask queue. */
const TURNS = 12

/**
 * A database for several who ask side by side: what they read in one moment goes out as one round trip, one consistent
 * picture. It fails for all of them or for none. Writes go out as ever.
 */
export function joinReads<Handle extends { read: Read }>(database: Handle): Handle {
  const { read } = database
  let waiting: Asked[] = []
  async function send(): Promise<void> {
    for (let turn = 0; turn < TURNS; turn += 1) await Promise.resolve()
    const asked = waiting
    waiting = []
    const [first, ...others] = asked.flatMap(({ statements }) => [...statements])
    if (!first) return
    try {
      const results: unknown[] = await read([first, ...others])
      for (const { statements, give } of asked) give(results.splice(0, statements.length))
    } catch (error) {
      for (const { fail } of asked) fail(error)
    }
  }
  const join = (statements: Asked['statements']) =>
    new Promise<unknown[]>((give, fail) => {
      waiting.push({ statements, give, fail })
      if (waiting.length === 1) void send()
    })
  // The results come back in the order of the statements, mapped by the statements themselves.
  return { ...database, read: join as Read }
}
