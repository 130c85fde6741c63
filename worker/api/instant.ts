/** RFC 3339 in UTC, to the second when that is all there is: `2027-01-05T09:00:00Z`. */
export function toInstant(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z')
}
