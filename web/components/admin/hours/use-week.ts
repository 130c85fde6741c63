import { useState } from 'react'
import { formatDayHours, parseDayHours } from './day-hours.ts'
import type { WeekHours } from './week-hours.ts'
import type { Block } from '../../../views/admin/week-blocks.server.ts'

/** `id` stays when others go. */
export type EditedBlock = Block & { id: number }

export type EditedWeek = ReturnType<typeof useWeek>

/**
 * A week that is being edited, and what can be done to it. The texts are what is kept: the grid reads and writes them.
 * `touched` is called for what nobody typed.
 */
export function useWeek(initial: readonly Block[], touched: () => void) {
  const [blocks, setBlocks] = useState<readonly EditedBlock[]>(() =>
    initial.map((block, id) => ({ ...block, id })),
  )
  const [active, setActive] = useState(0)
  const change = (at: number, changes: (block: Block) => Partial<Block>) =>
    setBlocks((known) => known.map((block, n) => (n === at ? { ...block, ...changes(block) } : block)))
  const putDay = (at: number, day: number, text: (own: string) => string) =>
    change(at, ({ days }) => ({ days: days.map((own, index) => (index === day ? text(own) : own)) }))
  return {
    blocks,
    /** The block that the grid is about. */
    active: Math.min(active, blocks.length - 1),
    setActive,
    change: (at: number, changes: Partial<Block>) => change(at, () => changes),
    typeDay: (at: number, day: number, text: string) => putDay(at, day, () => text),
    /** Writes hours as they are read, once somebody is done typing them. */
    tidyDay: (at: number, day: number) => putDay(at, day, tidy),
    copyDay: (at: number, day: number, to: readonly number[]) => {
      touched()
      change(at, ({ days }) => ({
        days: days.map((own, index) => (to.includes(index) ? (days[day] ?? '') : own)),
      }))
    },
    draw: (at: number, week: WeekHours) => {
      touched()
      change(at, () => ({ days: week.map(formatDayHours) }))
    },
    add: (kind: Block['kind']) => {
      const [id, days] = [
        Math.max(0, ...blocks.map((one) => one.id)) + 1,
        Array.from({ length: 7 }, () => ''),
      ]
      const anywhere = { locationId: '', validFromOn: '', validToOn: '', everyNWeeks: '1', anchorOn: '' }
      setActive(blocks.length)
      setBlocks([...blocks, { id, kind, ...anywhere, days }])
    },
    remove: (at: number) => {
      touched()
      setActive(0)
      setBlocks(blocks.filter((_, n) => n !== at))
    },
  }
}

function tidy(text: string): string {
  const read = parseDayHours(text)
  return 'hours' in read ? formatDayHours(read.hours) : text
}

/** The hours of a block; days that cannot be read have none. */
export function hoursOf({ days }: Block): WeekHours {
  return days.map((text) => {
    const read = parseDayHours(text)
    return 'hours' in read ? read.hours : []
  })
}
