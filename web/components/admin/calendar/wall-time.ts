/** "2027-01-05T10:00" of a date that a grid hands out: its local fields are the page's clock. */
export function wallOf(date: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`
}

/** The instant at which the clocks of a zone show a wall time, in RFC 3339. */
export function instantOf(wall: string, timeZone: string): string {
  const asUtc = Date.parse(`${wall.slice(0, 16)}:00Z`)
  // The second look is for times around a change of clocks.
  const near = asUtc - aheadOf(timeZone, asUtc)
  return new Date(asUtc - aheadOf(timeZone, near)).toISOString()
}

/** How far the clocks of a zone are ahead of UTC (ms). */
function aheadOf(timeZone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(at)
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value)
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute')) - at
}
