import { setTimeout as wait } from 'node:timers/promises'

/** How one surface of a studio answered once. Instants in ms. */
export type Seen = { surface: string; status: number; askedAt: number; answeredAt: number }

/** Each gives the status of one answer. */
export type Surfaces = Record<string, () => Promise<number>>

export type Watch = {
  seen: Seen[]
  /** What each surface said last. */
  last: () => Record<string, number>
  stop: () => Promise<void>
}

/** Between an answer and the next question, so that a small machine keeps up. */
const BREATH_MS = 200

/** Asks for every surface again and again, side by side, until stopped. An answer that never came is status 0. */
export function watchSurfaces(surfaces: Surfaces, breathMs = BREATH_MS): Watch {
  const seen: Seen[] = []
  let isOver = false
  const watch = async ([surface, knock]: [string, () => Promise<number>]) => {
    while (!isOver) {
      const askedAt = Date.now()
      const status = await knock().catch(() => 0)
      seen.push({ surface, status, askedAt, answeredAt: Date.now() })
      await wait(breathMs)
    }
  }
  const watching = Object.entries(surfaces).map(watch)
  return {
    seen,
    last: () => Object.fromEntries(seen.map(({ surface, status }) => [surface, status])),
    async stop() {
      isOver = true
      await Promise.all(watching)
    },
  }
}
