import type { KeyboardEvent } from 'react'
import type { Hours } from './day-hours.ts'
import {
  isTaken,
  movedHours,
  putHours,
  removeHours,
  STEP,
  stretchedHours,
  type Spot,
  type WeekHours,
} from './week-hours.ts'

/** What a key asks for: to type instead, another week, or what other hours are in the way of. */
export type Keyed = 'type' | 'taken' | { week: WeekHours; spot: Spot }

type At = { week: WeekHours; spot: Spot; hours: Hours }
type Pressed = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey'>

/** Arrows move hours, with Shift their end, with Alt their start. By keys nothing is swallowed: they stop at neighbours. */
export function keyed(pressed: Pressed, { week, spot, hours }: At): Keyed | undefined {
  const { key } = pressed
  if (key === 'Enter' || key === ' ') return 'type'
  if (key === 'Delete' || key === 'Backspace') {
    return { week: removeHours(week, spot), spot: { day: spot.day, index: -1 } }
  }
  const to = destinationOf(pressed, spot, hours)
  if (!to) return undefined
  return isTaken(week, spot, to) ? 'taken' : putHours(week, spot, to)
}

function destinationOf({ key, shiftKey, altKey }: Pressed, { day }: Spot, hours: Hours) {
  const side = { ArrowLeft: -1, ArrowRight: 1 }[key]
  if (side !== undefined) return 0 <= day + side && day + side <= 6 ? { day: day + side, hours } : undefined
  const by = { ArrowUp: -STEP, ArrowDown: STEP }[key]
  if (by === undefined) return undefined
  if (shiftKey) return { day, hours: stretchedHours(hours, 'end', by) }
  return { day, hours: altKey ? stretchedHours(hours, 'start', by) : movedHours(hours, by) }
}
