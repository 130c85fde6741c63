import { useRef, useState, type PointerEvent, type RefObject } from 'react'
import type { Hours } from './day-hours.ts'
import {
  addHours,
  movedHours,
  putHours,
  STEP,
  stretchedHours,
  type Spot,
  type WeekHours,
} from './week-hours.ts'

const DAY = 1440
const CLICKED = 60

/** What a pointer has taken hold of: nothing yet, hours, or one of their ends. */
export type Grip = 'empty' | 'whole' | 'start' | 'end'
type Drag = { grip: Grip; spot: Spot; from: Point; hours: Hours }
type Point = { day: number; minute: number }
/** Where what is dragged is just now. */
export type Draft = { day: number; hours: Hours; spot: Spot | null }

type DragOptions = {
  /** Seven columns side by side, a day high. */
  columns: RefObject<HTMLDivElement>
  week: WeekHours
  draw: (week: WeekHours, spot: Spot) => void
}

/**
 * Hours of a week by pointer: drawn on what is empty, moved by their middle, stretched by their ends. A finger scrolls where
 * it is empty, and adds an hour when it taps.
 */
export function useDrag({ columns, week, draw }: DragOptions) {
  const drag = useRef<Drag | null>(null)
  const [draft, setDraft] = useState<Draft | null>(null)

  const pointOf = ({ clientX, clientY }: PointerEvent): Point => {
    const box = columns.current?.getBoundingClientRect()
    if (!box) return { day: 0, minute: 0 }
    const day = Math.floor(((clientX - box.left) / box.width) * 7)
    const minute = ((clientY - box.top) / box.height) * DAY
    return { day: Math.min(Math.max(day, 0), 6), minute: Math.min(Math.max(minute, 0), DAY) }
  }

  const take = (event: PointerEvent, grip: Grip, spot: Spot | null) => {
    if (event.button !== 0) return
    const from = pointOf(event)
    const at = Math.min(snapDown(from.minute), DAY - STEP)
    const hours = (spot && week[spot.day]?.[spot.index]) ?? { startMinute: at, endMinute: at + STEP }
    drag.current = { grip, spot: spot ?? { day: from.day, index: -1 }, from, hours }
    // A finger on what is empty may be about to scroll.
    if (grip === 'empty' && event.pointerType === 'touch') return
    columns.current?.setPointerCapture(event.pointerId)
    if (grip === 'empty') event.preventDefault()
  }

  const move = (event: PointerEvent) => {
    const held = drag.current
    if (!held || (held.grip === 'empty' && event.pointerType === 'touch')) return
    const to = pointOf(event)
    const isStill = Math.abs(to.minute - held.from.minute) < STEP / 2 && to.day === held.from.day
    if (!draft && isStill) return
    setDraft(draftOf(held, to))
  }

  const drop = (event: PointerEvent) => {
    const held = drag.current
    drag.current = null
    setDraft(null)
    if (!held) return
    if (held.grip === 'empty') {
      const { startMinute } = held.hours
      const clicked = { startMinute, endMinute: Math.min(startMinute + CLICKED, DAY) }
      const { week: drawn, spot } = addHours(week, held.spot.day, draft?.hours ?? clicked)
      return draw(drawn, spot)
    }
    if (!draft) return
    event.preventDefault()
    const { week: drawn, spot } = putHours(week, held.spot, draft)
    draw(drawn, spot)
  }

  const letGo = () => {
    drag.current = null
    setDraft(null)
  }
  return { draft, take, move, drop, letGo }
}

function draftOf({ grip, spot, from, hours }: Drag, to: Point): Draft {
  if (grip === 'empty') {
    const [a, b] = [from.minute, to.minute].toSorted((one, other) => one - other)
    const startMinute = Math.min(snapDown(a ?? 0), DAY - STEP)
    const endMinute = Math.max(Math.ceil((b ?? 0) / STEP) * STEP, startMinute + STEP)
    return { day: spot.day, hours: { startMinute, endMinute }, spot: null }
  }
  const by = Math.round((to.minute - from.minute) / STEP) * STEP
  if (grip === 'whole') return { day: to.day, hours: movedHours(hours, by), spot }
  return { day: spot.day, hours: stretchedHours(hours, grip, by), spot }
}

const snapDown = (minute: number): number => Math.floor(minute / STEP) * STEP
