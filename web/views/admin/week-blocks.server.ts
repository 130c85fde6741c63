import type { WeekRule } from '../../../tenants/schedules/weekly-rule.ts'
import { formatDayHours, parseDayHours } from '../../components/admin/hours/day-hours.ts'
import type { SentForm } from '../../lib/read-form.server.ts'

/** Hours or breaks that hold under the same conditions, a text for each day of the week, Monday first. */
export type Block = {
  kind: 'open' | 'break'
  /** Empty: the trainer's main place; a break: every one. */
  locationId: string
  validFromOn: string
  validToOn: string
  everyNWeeks: string
  anchorOn: string
  days: string[]
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7]
const MOST_BLOCKS = 30
const CONDITIONS = ['locationId', 'validFromOn', 'validToOn', 'everyNWeeks', 'anchorOn'] as const

export const emptyBlock = (kind: Block['kind'] = 'open'): Block => ({
  kind,
  locationId: '',
  validFromOn: '',
  validToOn: '',
  everyNWeeks: '1',
  anchorOn: '',
  days: WEEKDAYS.map(() => ''),
})

/** A week as it is typed: first the hours that always hold, then all others, then breaks. */
export function toBlocks(rules: readonly WeekRule[]): Block[] {
  const blocks = new Map<string, Block & { hours: Map<number, WeekRule[]> }>()
  const blockOf = (conditions: Block) => {
    const key = JSON.stringify({ ...conditions, days: [] })
    const known = blocks.get(key) ?? { ...conditions, hours: new Map<number, WeekRule[]>() }
    blocks.set(key, known)
    return known
  }
  blockOf(emptyBlock())
  for (const rule of rules.toSorted((a, b) => (a.kind === b.kind ? 0 : a.kind === 'open' ? -1 : 1))) {
    const { hours } = blockOf({
      ...emptyBlock(rule.kind),
      locationId: rule.locationId ?? '',
      validFromOn: rule.validFromOn ?? '',
      validToOn: rule.validToOn ?? '',
      everyNWeeks: String(rule.everyNWeeks),
      anchorOn: rule.anchorOn ?? '',
    })
    hours.set(rule.weekday, [...(hours.get(rule.weekday) ?? []), rule])
  }
  return [...blocks.values()].map(({ hours, ...block }) => ({
    ...block,
    days: WEEKDAYS.map((day) =>
      formatDayHours((hours.get(day) ?? []).toSorted((a, b) => a.startMinute - b.startMinute)),
    ),
  }))
}

/** The blocks of a form that was sent. */
export function readBlocks(form: SentForm): Block[] {
  const count = Math.min(Number(form.text('blocks')) || 0, MOST_BLOCKS)
  return Array.from({ length: count }, (_, n) => {
    const [locationId = '', validFromOn = '', validToOn = '', everyNWeeks = '', anchorOn = ''] =
      CONDITIONS.map((name) => form.text(`b${n}.${name}`).trim())
    const kind = form.text(`b${n}.kind`) === 'break' ? 'break' : 'open'
    const days = WEEKDAYS.map((day) => form.text(`b${n}.d${day}`))
    return { kind, locationId, validFromOn, validToOn, everyNWeeks, anchorOn, days }
  })
}

export type Fault = { field: string; code: string; part: string }

/** The rules that blocks mean, which field each came from, and what of them cannot be read. */
export function toRules(blocks: readonly Block[]) {
  const rules: WeekRule[] = []
  const origins: { block: number; weekday: number }[] = []
  const faults: Fault[] = []
  for (const [n, block] of blocks.entries()) {
    const { kind, days } = block
    const conditions = {
      kind,
      locationId: block.locationId || null,
      validFromOn: block.validFromOn || null,
      validToOn: block.validToOn || null,
      everyNWeeks: block.everyNWeeks === '' ? 1 : Number(block.everyNWeeks),
      anchorOn: block.anchorOn || null,
    }
    for (const weekday of WEEKDAYS) {
      const read = parseDayHours(days[weekday - 1] ?? '')
      if ('fault' in read) {
        faults.push({ field: `b${n}.d${weekday}`, ...read.fault })
        continue
      }
      for (const hours of read.hours) {
        rules.push({ ...conditions, weekday, ...hours })
        origins.push({ block: n, weekday })
      }
    }
  }
  return { rules, origins, faults }
}

/** The field of the form that a path in the list of rules is about. */
export function fieldOf(path: string, origins: readonly { block: number; weekday: number }[]): string {
  const [, index, name = ''] = /^rules\.(\d+)\.(\w+)$/.exec(path) ?? []
  const origin = origins[Number(index)]
  if (!origin) return path
  const isCondition = CONDITIONS.some((condition) => condition === name)
  return `b${origin.block}.${isCondition ? name : `d${origin.weekday}`}`
}

/** A day's text in other days of its block. */
export function copyDay(block: Block, day: number, to: readonly number[]): Block {
  const text = block.days[day - 1] ?? ''
  return { ...block, days: block.days.map((own, index) => (to.includes(index + 1) ? text : own)) }
}
