/** The middle one; of an even number, the upper of the two. NaN of nothing. */
export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN
}

/** The smallest of the numbers that at least `percent` of them do not exceed (nearest rank). NaN of nothing. */
export function percentile(numbers: readonly number[], percent: number): number {
  const rank = Math.max(1, Math.ceil((percent / 100) * numbers.length))
  return numbers.toSorted((a, b) => a - b)[rank - 1] ?? NaN
}

/** Three digits say all that a measurement on a shared machine can. */
export function roundFigure(figure: number): number {
  return Number(figure.toPrecision(3))
}
