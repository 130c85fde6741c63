/**
 * UTC offsets of IANA zones, looked up fast. The only place that asks the runtime about time zones: `Intl`
 * answers in microseconds, so its answers are kept as the instants at which a zone changes its offset.
 */

/** Offsets are learnt and kept in blocks of about 199 days; powers of two make the block of an instant cheap. */
const BLOCK_MS = 2 ** 34
/** Two changes less than 6 days apart that cancel each other would be missed; the closest since 1970 were 7 (Brazil, 2000). */
const PROBE_MS = 2 ** 29

/** What a cache may hold before it starts over, so that odd zones and far years in requests cannot fill memory. */
const MAX_ZONES = 1000
const MAX_BLOCKS = 200

/** A stretch of time with one offset: `from` inclusive, `until` exclusive, all milliseconds. */
export type OffsetSpan = { from: number; until: number; offsetMs: number }

/** The offsets of one zone. Get one with `zoneOffsets`. */
export class ZoneOffsets {
  readonly #format: Intl.DateTimeFormat
  readonly #blocks = new Map<number, OffsetSpan[]>()
  #latest: OffsetSpan = { from: 0, until: 0, offsetMs: 0 }

  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  }

  /** Milliseconds to add to UTC to get the zone's wall clock at `instant`. RangeError beyond what `Date` can hold. */
  offsetAt(instant: number): number {
    return this.spanAt(instant).offsetMs
  }

  /** A span around `instant` in which the offset stays the same; the one next to it may have the same offset too. */
  spanAt(instant: number): OffsetSpan {
    // Most questions are about the same half year as the one before.
    if (instant < this.#latest.from || instant >= this.#latest.until) this.#latest = this.#findSpan(instant)
    return this.#latest
  }

  /**
   * The instant at which the zone's wall clock shows `wallClockMs` (epoch milliseconds as if the clock were UTC).
   * Temporal's "compatible" rule: in a gap later by the gap, of two instants the earlier.
   */
  toInstant(wallClockMs: number): number {
    // Offsets are far below a day and changes months apart, so these two are the offsets on either side.
    const before = this.offsetAt(wallClockMs - 86_400_000)
    const after = this.offsetAt(wallClockMs + 86_400_000)
    const first = wallClockMs - before
    if (before === after || this.offsetAt(first) === before) return first
    const second = wallClockMs - after
    return this.offsetAt(second) === after ? second : first
  }

  #findSpan(instant: number): OffsetSpan {
    const block = Math.floor(instant / BLOCK_MS)
    let spans = this.#blocks.get(block)
    if (!spans) {
      if (this.#blocks.size >= MAX_BLOCKS) this.#blocks.clear()
      spans = this.#learnSpans(block * BLOCK_MS)
      this.#blocks.set(block, spans)
    }
    const span = spans.find(({ until }) => instant < until)
    if (!span) throw new RangeError(`not an instant: ${instant}`)
    return span
  }

  #learnSpans(blockFrom: number): OffsetSpan[] {
    const spans: OffsetSpan[] = []
    let from = blockFrom
    let offsetMs = this.#ask(from)
    for (let probe = blockFrom + PROBE_MS; probe <= blockFrom + BLOCK_MS; probe += PROBE_MS) {
      const next = this.#ask(probe)
      if (next === offsetMs) continue
      const changesAt = this.#findChange(probe - PROBE_MS, probe)
      spans.push({ from, until: changesAt, offsetMs })
      from = changesAt
      offsetMs = next
    }
    spans.push({ from, until: blockFrom + BLOCK_MS, offsetMs })
    return spans
  }

  /** The first instant in `(low, high]` that has the offset of `high`. */
  #findChange(low: number, high: number): number {
    const offsetMs = this.#ask(high)
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (this.#ask(middle) === offsetMs) high = middle
      else low = middle
    }
    return high
  }

  #ask(instant: number): number {
    const [, sign, hours, minutes, seconds = '0'] =
      /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(this.#format.format(instant)) ?? []
    if (!hours || !minutes) return 0
    const offsetMs = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000
    return sign === '-' ? -offsetMs : offsetMs
  }
}

const zones = new Map<string, ZoneOffsets>()

/** The offsets of `timeZone`, kept for the life of the isolate. RangeError when the runtime knows no such zone. */
export function zoneOffsets(timeZone: string): ZoneOffsets {
  let zone = zones.get(timeZone)
  if (!zone) {
    if (zones.size >= MAX_ZONES) zones.clear()
    zone = new ZoneOffsets(timeZone)
    zones.set(timeZone, zone)
  }
  return zone
}
