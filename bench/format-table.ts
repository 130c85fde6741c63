import type { BenchRow } from './bench-row.ts'
import { roundFigure } from './statistics.ts'

const heads = ['what', 'budget', 'figure', 'unit', 'met', 'made from']
/** Budget and figure are numbers: their ends are in line. */
const fromTheRight = new Set([1, 2])

/** The rows as lines of text in aligned columns, budget and figure side by side. */
export function formatTable(rows: readonly BenchRow[]): string {
  const cells = [heads, ...rows.map(toCells)]
  const widths = heads.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  const toLine = (row: readonly string[]) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0
        return fromTheRight.has(column) ? cell.padStart(width) : cell.padEnd(width)
      })
      .join('  ')
      .trimEnd()
  const [head, ...lines] = cells.map(toLine)
  const rule = '-'.repeat(Math.max(...[head, ...lines].map((line) => line?.length ?? 0)))
  return [head, rule, ...lines].join('\n')
}

function toCells({ name, bound, budget, figure, unit, isMet, detail = '' }: BenchRow): string[] {
  const limit = bound === null ? '' : `${bound} ${budget}`
  const met = bound === null ? '' : isMet ? 'yes' : 'NO'
  return [name, limit, String(roundFigure(figure)), unit, met, detail]
}
