/** Whether two values say the same, in whichever order their fields stand; what is not there and null are the same. */
export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(inOrder(a ?? null)) === JSON.stringify(inOrder(b ?? null))
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .map(([key, inner]) => [key, inOrder(inner)])
    .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1))
}
