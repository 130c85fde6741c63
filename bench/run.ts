// Everything measured, budget and figure side by side: npm run bench
import { mkdirSync, writeFileSync } from 'node:fs'
import type { BenchRow } from './bench-row.ts'
import { benchBundle } from './bundle.ts'
import { benchSlotEngine } from './slot-engine.ts'

/** Each measures on its own, one after the other: two at once would slow each other down. */
const benches: readonly (() => BenchRow[] | Promise<BenchRow[]>)[] = [benchSlotEngine, benchBundle]

const rows: BenchRow[] = []
for (const bench of benches) rows.push(...(await bench()))

console.table(
  rows.map(({ name, budget, figure, unit, isMet }) => ({
    name,
    budget: `≤ ${budget} ${unit}`,
    figure: Number(figure.toPrecision(3)),
    met: isMet ? 'yes' : 'NO',
  })),
)
mkdirSync('build', { recursive: true })
writeFileSync('build/bench.json', JSON.stringify(rows, null, 2))
console.log(JSON.stringify(rows))
process.exitCode = rows.every(({ isMet }) => isMet) ? 0 : 1
