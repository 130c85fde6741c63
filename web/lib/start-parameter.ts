/** The instant (ms) of a start in a path, such as `20270105T0900Z`; undefined when it is none. */
export function parseStart(text: string | undefined): number | undefined {
  const [, year, month, day, hour, minute] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z$/.exec(text ?? '') ?? []
  if (year === undefined) return undefined
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00Z`)
  // Date.parse takes 30 February for 2 March in some engines, so the text has to survive the way back.
  return Number.isNaN(at) || formatStart(at) !== text ? undefined : at
}

/** A start as it stands in a path: RFC 3339 in UTC to the minute, without what would need escaping. */
export function formatStart(startsAt: number): string {
  return `${new Date(startsAt).toISOString().slice(0, 16).replaceAll(/[-:]/g, '')}Z`
}
