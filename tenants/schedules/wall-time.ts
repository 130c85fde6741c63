/** `HH:MM` of a minute of the day as rules have them: from 24:00 on it is the morning after. */
export function formatWallTime(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

/** What `formatWallTime` wrote, up to 48:00; undefined for anything else. */
export function parseWallTime(text: string): number | undefined {
  const [, hours, minutes] = /^(\d\d):([0-5]\d)$/.exec(text) ?? []
  const minute = Number(hours) * 60 + Number(minutes)
  return minute <= 2880 ? minute : undefined
}
