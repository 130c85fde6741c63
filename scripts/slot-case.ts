import { z } from 'zod'
import { parseTimeOfDay } from '../tenants/availability/local-time.ts'
import type { Interval, LocalWindow, SlotGrid, SlotInput } from '../tenants/availability/slot-input.ts'

const instant = z.union([z.number(), z.string()])
const interval = z.object({ start: instant, end: instant })
const window = z.object({ start: z.string(), end: z.string() })

/** The input of a case as `tests/corpus/README.md` describes it. What is often empty may be left out. */
export const slotCaseInput = z.object({
  timeZone: z.string(),
  weekly: z.array(window.extend({ days: z.array(z.number()) })).default([]),
  overrides: z.array(z.object({ date: z.string(), windows: z.array(window) })).default([]),
  breaks: z.array(interval).default([]),
  busy: z.array(interval).default([]),
  durationMin: z.number(),
  intervalMin: z.number(),
  bufferBeforeMin: z.number().default(0),
  bufferAfterMin: z.number().default(0),
  minNoticeMin: z.number().default(0),
  now: instant,
  from: instant,
  to: instant,
})
export type SlotCaseInput = z.input<typeof slotCaseInput>

/** The engine's input for a case's. ZodError for a wrong shape, RangeError for a value that cannot be meant. */
export function toSlotInput(caseInput: SlotCaseInput, grid: SlotGrid): SlotInput {
  const given = slotCaseInput.parse(caseInput)
  return {
    timeZone: given.timeZone,
    weekly: given.weekly.flatMap(({ days, ...hours }) =>
      days.map((weekday) => ({ weekday, ...toWindow(hours) })),
    ),
    overrides: given.overrides.map(({ date, windows }) => ({
      kind: 'replace',
      fromOn: date,
      toOn: date,
      windows: windows.map(toWindow),
    })),
    timeOff: given.breaks.map(toInterval),
    busy: given.busy.map(toInterval),
    durationMinutes: given.durationMin,
    intervalMinutes: given.intervalMin,
    bufferBeforeMinutes: given.bufferBeforeMin,
    bufferAfterMinutes: given.bufferAfterMin,
    minNoticeMinutes: given.minNoticeMin,
    grid,
    now: toEpochMs(given.now),
    from: toEpochMs(given.from),
    to: toEpochMs(given.to),
  }
}

function toWindow({ start, end }: z.infer<typeof window>): LocalWindow {
  return { startMinute: toMinute(start), endMinute: toMinute(end) }
}

function toMinute(text: string): number {
  const minute = parseTimeOfDay(text)
  if (minute === undefined) throw new RangeError(`not a time of day: ${text}`)
  return minute
}

function toInterval({ start, end }: z.infer<typeof interval>): Interval {
  return { startsAt: toEpochMs(start), endsAt: toEpochMs(end) }
}

function toEpochMs(value: string | number): number {
  if (typeof value === 'number') return value
  // Without a zone, Date.parse would take the machine's.
  const epochMs = /T.*(Z|[+-]\d\d:\d\d)$/i.test(value) ? Date.parse(value) : NaN
  if (Number.isNaN(epochMs)) throw new RangeError(`not an RFC 3339 instant: ${value}`)
  return epochMs
}
