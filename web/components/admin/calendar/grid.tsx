import type { Calendar } from '@event-calendar/core'
import { useEffect, useRef, useState } from 'react'
import type { CalendarPage } from '../../../views/admin/calendar/calendar-view.server.ts'
import { gridOptions, type Latest } from './grid-options.ts'
import type { MoveAnswer } from '../../../views/admin/calendar/move-answer.server.ts'
import type { Move } from './use-moves.ts'

/** A stretch of empty time that somebody has pointed at, on the page's clock. */
export type Picked = { start: string; end: string; trainerId: string | null }

export type GridHands = {
  onOpen: (id: string) => void
  onPick: (picked: Picked) => void
  onMove: (move: Move) => void
}

type GridProps = GridHands & {
  page: CalendarPage
  onReady: () => void
  /** Of what was dragged last: another one has the grid show again what is so. */
  answer: MoveAnswer | undefined
}

/** The grid itself: a component of others' making, fetched when there is one to show. */
export function Grid({ page, onReady, answer, ...hands }: GridProps) {
  const host = useRef<HTMLDivElement>(null)
  const [calendar, setCalendar] = useState<Calendar | null>(null)
  // What is called later is what there is then.
  const latest = useRef({ page, hands, onReady })
  const shown = useRef<Record<string, string>>({})
  useEffect(() => {
    latest.current = { page, hands, onReady }
  })

  useEffect(() => {
    let isGone = false
    let made: Calendar | undefined
    void import('./grid-library.client.ts').then((library) => {
      if (isGone || !host.current) return
      const { DayGrid, Interaction, ResourceTimeGrid, TimeGrid } = library
      const options = optionsOf(latest, host)
      made = library.createCalendar(host.current, [DayGrid, TimeGrid, ResourceTimeGrid, Interaction], options)
      speakPlainly(host.current, latest.current.page.heading)
      setCalendar(made)
      latest.current.onReady()
    })
    return () => {
      isGone = true
      if (made)
        void import('./grid-library.client.ts').then(({ destroyCalendar }) => made && destroyCalendar(made))
    }
  }, [])

  useEffect(() => {
    if (!calendar) return
    const { events = [], ...options } = optionsOf(latest, host)
    for (const [name, value] of Object.entries(options)) {
      // The names of the options are those of the component; what is called asks for the latest page itself.
      const option = name as keyof Calendar.Options
      if (typeof value === 'function' || shown.current[name] === JSON.stringify(value)) continue
      shown.current[name] = JSON.stringify(value)
      calendar.setOption(option, value as never)
    }
    calendar.setOption('events', events)
  }, [calendar, page, answer])

  return <div className="calendar-grid" ref={host} />
}

type Ref<Value> = { current: Value }

function optionsOf(latest: Ref<Latest>, host: Ref<HTMLDivElement | null>): Calendar.Options {
  return {
    ...gridOptions(() => latest.current),
    eventAllUpdated: () => host.current && speakPlainly(host.current, latest.current.page.heading),
  }
}

const TABLE = ['table', 'rowgroup', 'row', 'rowheader', 'columnheader', 'cell', 'gridcell']
const COUNTS = [
  'aria-colindex',
  'aria-rowindex',
  'aria-colcount',
  'aria-rowcount',
  'aria-colspan',
  'aria-rowspan',
]

/** It calls itself a table and is none: the list says it better. What scrolls can be reached by keyboard. */
function speakPlainly(host: HTMLElement, label: string): void {
  for (const part of host.querySelectorAll(TABLE.map((role) => `[role=${role}]`).join())) {
    for (const name of ['role', ...COUNTS]) part.removeAttribute(name)
  }
  const main = host.querySelector('.ec-main')
  main?.setAttribute('tabindex', '0')
  main?.setAttribute('role', 'region')
  main?.setAttribute('aria-label', label)
}
