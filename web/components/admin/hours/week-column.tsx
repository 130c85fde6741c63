import type { KeyboardEvent, PointerEvent } from 'react'
import { formatDayHours, type Hours } from './day-hours.ts'
import type { Spot, WeekHours } from './week-hours.ts'
import type { Draft, Grip } from './use-drag.ts'

const DAY = 1440

/** Where hours are on a column that is a day high. */
function boxOf({ startMinute, endMinute }: Hours) {
  const length = Math.min(endMinute, DAY) - startMinute
  return { top: `${(startMinute / DAY) * 100}%`, height: `${(length / DAY) * 100}%` }
}

/** In two lines where a day is narrow. */
function HoursText({ hours }: { hours: Hours }) {
  const [from, to] = formatDayHours([hours]).split('–')
  return (
    <span className="week-hours-text">
      {from}
      <wbr />
      <span className="week-hours-to">–{to}</span>
    </span>
  )
}

type BackdropProps = {
  day: number
  week: WeekHours
  others: readonly { kind: 'open' | 'break'; week: WeekHours }[]
}

/** What a day has besides: other hours, breaks, and what goes on from the evening before. */
function Backdrop({ day, week, others }: BackdropProps) {
  const overnight = (week[(day + 6) % 7] ?? []).flatMap(({ endMinute }) =>
    endMinute > DAY ? [{ kind: 'open', startMinute: 0, endMinute: endMinute - DAY }] : [],
  )
  const besides = others.flatMap(({ kind, week: other }) =>
    (other[day] ?? []).map((one) => ({ ...one, kind })),
  )
  return [...overnight, ...besides].map((one, index) => (
    <span key={index} className={`week-other week-other-${one.kind}`} style={boxOf(one)} />
  ))
}

type GridColumnProps = BackdropProps & {
  kind: 'open' | 'break'
  draft: Draft | null
  take: (event: PointerEvent, grip: Grip, spot: Spot | null) => void
  labelOf: (day: number, hours: Hours) => string
  press: (event: KeyboardEvent, at: { spot: Spot; hours: Hours }) => void
}

/** A day of the grid: what it has besides, its hours, and what is dragged over it. */
export function GridColumn({ day, week, others, kind, draft, take, labelOf, press }: GridColumnProps) {
  return (
    <div
      className="week-column"
      onPointerDown={(event) => event.target === event.currentTarget && take(event, 'empty', null)}
    >
      <Backdrop day={day} week={week} others={others} />
      {(week[day] ?? []).map((hours, index) => (
        <GridHours
          // By their place: they keep the focus while they grow.
          key={index}
          {...{ hours, kind, take }}
          spot={{ day, index }}
          label={labelOf(day, hours)}
          isHeld={draft?.spot?.day === day && draft.spot.index === index}
          onKeyDown={(event) => press(event, { spot: { day, index }, hours })}
        />
      ))}
      {draft?.day === day ? (
        <span className="week-draft" style={boxOf(draft.hours)}>
          <HoursText hours={draft.hours} />
        </span>
      ) : null}
    </div>
  )
}

type GridHoursProps = {
  hours: Hours
  spot: Spot
  kind: 'open' | 'break'
  label: string
  /** While it is dragged it is shown where it would be. */
  isHeld: boolean
  take: GridColumnProps['take']
  onKeyDown: (event: KeyboardEvent) => void
}

/** Hours on the grid: to take by the middle or by either end. */
function GridHours({ hours, spot, kind, label, isHeld, take, onKeyDown }: GridHoursProps) {
  return (
    <button
      type="button"
      className={`week-hours week-hours-${kind}${isHeld ? ' week-hours-held' : ''}`}
      style={boxOf(hours)}
      data-spot={`${spot.day}-${spot.index}`}
      aria-label={label}
      aria-describedby="week-keys"
      onPointerDown={(event) => take(event, gripOf(event.target), spot)}
      onKeyDown={onKeyDown}
    >
      <span className="week-handle" data-grip="start" />
      <HoursText hours={hours} />
      <span className="week-handle week-handle-end" data-grip="end" />
    </button>
  )
}

function gripOf(target: EventTarget): Grip {
  const grip = target instanceof HTMLElement ? target.dataset['grip'] : undefined
  return grip === 'start' || grip === 'end' ? grip : 'whole'
}
