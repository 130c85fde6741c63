/** One thing that was measured. */
export type BenchRow = {
  name: string
  /** How the figure must stand to the budget; null when it is for information only. */
  bound: '≤' | '≥' | '=' | null
  budget: number | null
  figure: number
  unit: string
  isMet: boolean
  /** What the figure was made from, such as `24 µs against 20 µs`. */
  detail?: string
}

type Measured = Pick<BenchRow, 'name' | 'figure' | 'unit' | 'detail'>

export function atMost(budget: number, measured: Measured): BenchRow {
  return { ...measured, bound: '≤', budget, isMet: measured.figure <= budget }
}

export function atLeast(budget: number, measured: Measured): BenchRow {
  return { ...measured, bound: '≥', budget, isMet: measured.figure >= budget }
}

export function exactly(budget: number, measured: Measured): BenchRow {
  return { ...measured, bound: '=', budget, isMet: measured.figure === budget }
}

export function forInformation(measured: Measured): BenchRow {
  return { ...measured, bound: null, budget: null, isMet: true }
}
