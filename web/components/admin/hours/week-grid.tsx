import { useEffect, useRef, useState } from 'react'
import { formatDayHours, type Hours } from './day-hours.ts'
import { addSomewhere, type Spot, type WeekHours } from './week-hours.ts'
import { keyed, type Keyed } from './keyed-hours.ts'
import { useDrag } from './use-drag.ts'
import { GridColumn } from './week-column.tsx'
import type { WeekWords } from './week-block.tsx'

export type WeekGridProps = {
  week: WeekHours
  /** What else holds, to be seen and not touched. */
  others: readonly { kind: 'open' | 'break'; week: WeekHours }[]
  kind: 'open' | 'break'
  weekdays: readonly { short: string; long: string }[]
  draw: (week: WeekHours) => void
  /** To where the same day is typed. */
  typeDay: (day: number) => void
  words: WeekWords
}

const CLOCK = Array.from({ length: 23 }, (_, hour) => hour + 1)
const MORNING = 8 * 60

/** A week to draw hours on. Only with scripts; the same as is typed beside it. */
export function WeekGrid({ week, others, kind, weekdays, draw, typeDay, words }: WeekGridProps) {
  const grid = useRef<HTMLFieldSetElement>(null)
  const columns = useRef<HTMLDivElement>(null)
  const wanted = useRef<string | null>(null)
  const [said, setSaid] = useState('')
  const labelOf = (day: number, hours: Hours) => `${weekdays[day]?.long ?? ''} ${formatDayHours([hours])}`
  const drawAt = (drawn: WeekHours, { day, index }: Spot) => {
    const hours = drawn[day]?.[index]
    // What is gone leaves the focus to what adds to its day.
    wanted.current = hours ? `${day}-${index}` : `${day}`
    setSaid(hours ? labelOf(day, hours) : words.removed)
    draw(drawn)
  }
  const { draft, take, move, drop, letGo } = useDrag({ columns, week, draw: drawAt })

  // What was drawn keeps the focus, whatever has become of its place.
  useEffect(() => {
    const spot = wanted.current
    wanted.current = null
    if (spot !== null) grid.current?.querySelector<HTMLElement>(`[data-spot="${spot}"]`)?.focus()
  })
  useEffect(() => {
    const box = columns.current?.parentElement
    const first = Math.min(MORNING, ...week.flat().map(({ startMinute }) => startMinute))
    if (box) box.scrollTop = (box.scrollHeight * (first - 30)) / 1440
    // Only as it comes: later it is where somebody has scrolled it.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [])

  const carryOut = (deed: Keyed, { day }: Spot) => {
    if (deed === 'type') typeDay(day)
    else if (deed === 'taken') setSaid(words.inTheWay)
    else drawAt(deed.week, deed.spot)
  }

  return (
    <fieldset className="week-grid" ref={grid}>
      <legend className="visually-hidden">{words.grid}</legend>
      <GridHead
        weekdays={weekdays}
        addOn={words.addOn}
        add={(day) => {
          const added = addSomewhere(week, day)
          if (added) drawAt(added.week, added.spot)
        }}
      />
      <div className="week-scroll">
        <GridClock />
        <div
          className="week-columns"
          ref={columns}
          onPointerMove={move}
          onPointerUp={drop}
          onPointerCancel={letGo}
        >
          {week.map((_, day) => (
            <GridColumn
              key={weekdays[day]?.long}
              {...{ day, week, others, kind, draft, take, labelOf }}
              press={(event, { spot, hours }) => {
                const deed = keyed(event, { week, spot, hours })
                if (!deed) return
                event.preventDefault()
                carryOut(deed, spot)
              }}
            />
          ))}
        </div>
      </div>
      <p className="field-hint" id="week-keys">
        {words.gridHint}
      </p>
      <output className="visually-hidden">{said}</output>
    </fieldset>
  )
}

type GridHeadProps = Pick<WeekGridProps, 'weekdays'> & { addOn: string; add: (day: number) => void }

/** The days, each with what adds an hour to it. */
function GridHead({ weekdays, addOn, add }: GridHeadProps) {
  return (
    <div className="week-grid-head">
      {weekdays.map(({ short, long }, day) => (
        <div key={long} className="week-grid-day">
          <span aria-hidden="true">{short}</span>
          <button
            className="week-add"
            type="button"
            aria-label={`${addOn} ${long}`}
            data-spot={day}
            onClick={() => add(day)}
          >
            +
          </button>
        </div>
      ))}
    </div>
  )
}

function GridClock() {
  return (
    <div className="week-clock" aria-hidden="true">
      {CLOCK.map((hour) => (
        <span key={hour} style={{ top: `${(hour / 24) * 100}%` }}>
          {`${String(hour).padStart(2, '0')}:00`}
        </span>
      ))}
    </div>
  )
}
