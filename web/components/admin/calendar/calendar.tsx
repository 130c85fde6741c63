import { useState } from 'react'
import type { CalendarPage } from '../../../views/admin/calendar/calendar-view.server.ts'
import { useVisitorZone } from '../../../lib/use-visitor-zone.ts'
import { Agenda } from './agenda.tsx'
import { CalendarHead } from './calendar-head.tsx'
import { Grid, type Picked } from './grid.tsx'
import { ItemPanel } from './item-panel.tsx'
import { PickPanel } from './pick-panel.tsx'
import { RefusedPanel } from './refused-panel.tsx'
import { useLive } from './use-live.ts'
import { useMoves } from './use-moves.ts'

/**
 * The studio's calendar: as a grid to drag on where there are scripts and the view is one, else as the list that the server
 * has written. Both show the same items.
 */
export function Calendar({ page }: { page: CalendarPage }) {
  const [isGridReady, setGridReady] = useState(false)
  const [openedId, setOpenedId] = useState<string | null>(null)
  const [picked, setPicked] = useState<Picked | null>(null)
  const moves = useMoves()
  useLive(page.livePath)
  useVisitorZone(page.zone.visitorZone)
  const hasGrid = page.asked.view !== 'agenda'
  const opened = page.items.find(({ id }) => id === openedId)
  return (
    <div className="calendar">
      <CalendarHead page={page} />
      {hasGrid ? (
        <Grid
          page={page}
          onReady={() => setGridReady(true)}
          onOpen={setOpenedId}
          onPick={setPicked}
          onMove={moves.move}
          answer={moves.answer}
        />
      ) : null}
      <div className={hasGrid && isGridReady ? 'calendar-list calendar-list-behind' : 'calendar-list'}>
        <Agenda page={page} />
      </div>
      {opened ? (
        <ItemPanel
          key={opened.id}
          item={opened}
          page={page}
          onMove={moves.move}
          onUnblock={moves.unblock}
          onClose={() => setOpenedId(null)}
        />
      ) : null}
      {picked ? <PickPanel picked={picked} page={page} onClose={() => setPicked(null)} /> : null}
      {moves.refused ? <RefusedPanel refused={moves.refused} moves={moves} words={page.words} /> : null}
      <div className={moves.done ? 'toast' : 'visually-hidden'}>
        <output className="toast-text">{moves.done?.text}</output>
        {moves.done?.undo ? (
          <button className="toast-button" type="button" onClick={moves.undo}>
            {page.words.undo}
          </button>
        ) : null}
        {moves.done ? (
          <button
            className="toast-button"
            type="button"
            aria-label={page.words.close}
            onClick={moves.dismiss}
          >
            ✕
          </button>
        ) : null}
      </div>
    </div>
  )
}
