/** One thing that has a budget. */
export type BenchRow = { name: string; budget: number; figure: number; unit: string; isMet: boolean }
