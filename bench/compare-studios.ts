import type { System } from '../scripts/local/start-system.ts'
import type { Ask } from '../tests/support/ask.ts'
import { askTimed } from './ask-timed.ts'
import { atMost, type BenchRow } from './bench-row.ts'
import type { BenchStudio } from './bench-studio.ts'
import { median, percentile } from './statistics.ts'

const WARM_UP = 20
const REQUESTS = 200
const BUDGET = 3

/** The nth request to a studio. */
export type Request = (studio: BenchStudio, n: number) => Omit<Ask, 'url' | 'host'>

type Pair = {
  small: BenchStudio
  large: BenchStudio
  requests: Readonly<Record<string, Request>>
  name: string
  /** How often each is asked. */
  times?: number
}

/** Asks two studios the same in turns: how much longer the slowest answers of the large one take. */
export async function compareStudios(
  { url }: Pick<System, 'url'>,
  { small, large, requests, name, times: count = REQUESTS }: Pair,
): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  for (const [what, request] of Object.entries(requests)) {
    const times = { small: [] as number[], large: [] as number[] }
    const take = async (size: 'small' | 'large', n: number) => {
      const studio = { small, large }[size]
      const { ms } = await askTimed({ url, host: studio.host, ...request(studio, n) })
      if (n >= WARM_UP) times[size].push(ms)
    }
    for (let n = 0; n < WARM_UP + count; n++) {
      // Neither always comes second.
      for (const size of n % 2 === 0 ? (['small', 'large'] as const) : (['large', 'small'] as const)) {
        await take(size, n)
      }
    }
    const p99 = { small: percentile(times.small, 99), large: percentile(times.large, 99) }
    rows.push(
      atMost(BUDGET, {
        name: `${name}: ${what}, p99`,
        figure: p99.large / p99.small,
        unit: '×',
        detail:
          `${p99.large.toFixed(1)} ms against ${p99.small.toFixed(1)} ms; ` +
          `p50 ${median(times.large).toFixed(1)} ms against ${median(times.small).toFixed(1)} ms`,
      }),
    )
  }
  return rows
}
