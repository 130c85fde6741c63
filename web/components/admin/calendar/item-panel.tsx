import type { FormEvent } from 'react'
import type { CalendarItem } from '../../../views/admin/calendar/calendar-items.server.ts'
import type { CalendarPage } from '../../../views/admin/calendar/calendar-view.server.ts'
import { Link } from '../../link.tsx'
import { headlineOf } from './item-words.ts'
import { Panel } from './panel.tsx'
import { textIn } from './text-in.ts'
import type { Move } from './use-moves.ts'

type ItemPanelProps = {
  item: CalendarItem
  page: CalendarPage
  onMove: (move: Move) => void
  onUnblock: (id: string) => void
  onClose: () => void
}

/** What something in the calendar is, and what can be done to it: for whoever does not drag, everything that dragging does. */
export function ItemPanel({ item, page, onMove, onUnblock, onClose }: ItemPanelProps) {
  const { words } = page
  const isAway = item.kind === 'away'
  return (
    <Panel title={headlineOf(item, page)} close={words.close} onClose={onClose}>
      <Facts item={item} page={page} />
      {item.href ? (
        <Link className="button button-quiet" to={item.href}>
          {item.kind === 'session' ? words.openClass : words.open}
        </Link>
      ) : null}
      {isAway && item.mayMove ? (
        <button
          className="button button-quiet"
          type="button"
          onClick={() => {
            onUnblock(item.id)
            onClose()
          }}
        >
          {words.remove}
        </button>
      ) : null}
      {item.mayMove && !isAway ? (
        <MoveForm
          item={item}
          words={words}
          onMove={(move) => {
            onMove(move)
            onClose()
          }}
        />
      ) : null}
    </Panel>
  )
}

function Facts({ item, page: { names, words } }: Pick<ItemPanelProps, 'item' | 'page'>) {
  const { facts } = words
  const isAway = item.kind === 'away'
  const status = words.statuses[item.status as keyof typeof words.statuses]
  const rows: [string, string | undefined][] = [
    [facts.when, item.time],
    [facts.service, names.services[item.serviceId]?.name],
    [facts.trainer, names.trainers[item.trainerId]],
    [facts.second, item.secondTrainerId ? names.trainers[item.secondTrainerId] : ''],
    [facts.place, names.places[item.locationId]],
    [facts.rooms, item.resourceIds.map((id) => names.rooms[id] ?? '').join(', ')],
    [facts.places, item.places],
    [facts.status, isAway ? words.away : status],
    [facts.conflict, item.conflict ?? ''],
  ]
  return (
    <dl className="facts">
      {rows.map(([label, text]) =>
        text ? (
          <div className="fact" key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ) : null,
      )}
    </dl>
  )
}

type MoveFormProps = { item: CalendarItem; words: CalendarPage['words']; onMove: (move: Move) => void }

function MoveForm({ item, words: { move: words }, onMove }: MoveFormProps) {
  const isClass = item.kind === 'session'
  const usual = Math.round((item.endsAt - item.startsAt) / 60_000)
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const text = (name: string) => textIn(event.currentTarget, name)
    const minutes = Number(text('minutes') || usual)
    onMove({
      item,
      to: { start: `${text('day')}T${text('time')}`, ...(minutes === usual ? {} : { minutes }) },
    })
  }
  return (
    <form className="calendar-move" onSubmit={send}>
      <h3>{words.title}</h3>
      <label>
        {words.day}
        <input
          className="field-input"
          type="date"
          name="day"
          defaultValue={item.start.slice(0, 10)}
          required
        />
      </label>
      <label>
        {words.time}
        <input className="field-input" type="time" name="time" defaultValue={item.start.slice(11)} required />
      </label>
      {isClass ? (
        <label>
          {words.minutes}
          <input
            className="field-input"
            type="number"
            name="minutes"
            min={1}
            max={720}
            defaultValue={usual}
            required
          />
        </label>
      ) : null}
      <button className="button" type="submit">
        {words.button}
      </button>
    </form>
  )
}
