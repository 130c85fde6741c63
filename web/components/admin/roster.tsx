import type { FormEvent, ReactNode } from 'react'
import type { Messages } from '../../i18n/en.ts'
import type { Intent } from '../../offline/deed-queue.ts'
import type { PersonView } from '../../views/admin/roster-view.server.ts'
import { Link } from '../link.tsx'
import { useDeeds } from './deeds.tsx'
import { useNow } from './use-now.ts'

export type RosterWords = Messages['roster']

type RosterProps = {
  people: readonly PersonView[]
  words: RosterWords
  /** The page the forms come back to. */
  back: string
  madeAt: number
}

/** Who comes: a tap checks somebody in, another takes it back. */
export function Roster({ people, madeAt, ...rest }: RosterProps) {
  const now = useNow(madeAt)
  return (
    <ul className="roster">
      {people.map((person) => (
        <Row key={person.id} person={person} now={now} {...rest} />
      ))}
    </ul>
  )
}

type RowProps = Pick<RosterProps, 'words' | 'back'> & { person: PersonView; now: number }

function Row({ person, words, back, now }: RowProps) {
  const settled = useDeeds()?.of(person.id)
  const status = settled?.status || person.status
  const intent = tapOf(person, status, now)
  return (
    <li className="roster-row" id={person.id} data-status={status}>
      {intent === null ? (
        <div className="roster-tap">
          <Person person={person} />
          <State status={status} words={words} hint="" />
        </div>
      ) : (
        <DeedForm bookingId={person.id} intent={intent} back={back} className="roster-tap">
          <Person person={person} />
          <State
            status={status}
            words={words}
            hint={settled?.isWaiting ? words.waits : intent === 'undo-check-in' ? words.undo : ''}
          />
        </DeedForm>
      )}
      <More person={person} words={words} back={back} deeds={moreOf(person, status, now)} />
      {settled?.message ? (
        <p className="roster-message" role="alert">
          {settled.message}
        </p>
      ) : null}
    </li>
  )
}

function Person({ person }: { person: PersonView }) {
  return (
    <>
      <span className="avatar" aria-hidden="true">
        {person.initials}
      </span>
      <span className="roster-person">
        <span className="roster-name">{person.name}</span>
        {person.under ? <span className="row-under">{person.under}</span> : null}
        {person.marks.length > 0 ? (
          <span className="roster-marks">
            {person.marks.map(({ key, label, warns }) => (
              <span className={`badge ${warns ? 'badge-warns' : 'badge-strong'}`} key={key}>
                {label}
              </span>
            ))}
          </span>
        ) : null}
      </span>
    </>
  )
}

type StateProps = { status: string; words: RosterWords; hint: string }

/** What is so, and what a tap does. */
function State({ status, words, hint }: StateProps) {
  const states: Record<string, string> = {
    confirmed: words.checkIn,
    checked_in: words.here,
    completed: words.over,
    no_show: words.missed,
    pending: words.pending,
  }
  return (
    <span className="roster-state">
      <span className="roster-status">{states[status]}</span>
      {hint ? <span className="roster-hint">{hint}</span> : null}
    </span>
  )
}

type MoreProps = Omit<RowProps, 'now'> & { deeds: readonly Intent[] }

/** What is seldom wanted, and what the client wrote. */
function More({ person, words, back, deeds }: MoreProps) {
  const { notes, phone, clientHref, noteHref, more } = person
  return (
    <details className="roster-more">
      <summary aria-label={more}>
        <span aria-hidden="true">⋯</span>
      </summary>
      <div className="roster-rest">
        {notes ? (
          <p className="roster-notes">
            <span className="roster-hint">{words.fromClient}</span> {notes}
          </p>
        ) : null}
        <div className="roster-ways">
          {deeds.map((intent) => (
            <DeedForm
              key={intent}
              bookingId={person.id}
              intent={intent}
              back={back}
              className="button button-quiet button-small"
            >
              {intent === 'no-show' ? words.noShow : intent === 'undo-no-show' ? words.isHere : words.undo}
            </DeedForm>
          ))}
          {phone ? (
            <a className="button button-quiet button-small" href={`tel:${phone}`}>
              {words.call} {phone}
            </a>
          ) : null}
          <Link className="button button-quiet button-small" to={person.bookingHref}>
            {words.booking}
          </Link>
          {clientHref ? (
            <Link className="button button-quiet button-small" to={clientHref}>
              {words.client}
            </Link>
          ) : null}
          {noteHref ? (
            <Link className="button button-quiet button-small" to={noteHref}>
              {words.note}
            </Link>
          ) : null}
        </div>
      </div>
    </details>
  )
}

type DeedFormProps = {
  bookingId: string
  intent: Intent
  back: string
  className: string
  children: ReactNode
}

/** One deed: at once where scripts run, else as a form. */
function DeedForm({ bookingId, intent, back, className, children }: DeedFormProps) {
  const deeds = useDeeds()
  const act = (event: FormEvent) => {
    if (!deeds) return
    event.preventDefault()
    deeds.act(bookingId, intent)
  }
  return (
    <form method="post" action="/admin/roster" onSubmit={act}>
      <input type="hidden" name="booking" value={bookingId} />
      <input type="hidden" name="back" value={back} />
      <button className={className} name="intent" value={intent}>
        {children}
      </button>
    </form>
  )
}

/** What a tap on the row does; null: nothing. */
function tapOf({ hours }: PersonView, status: string, now: number): Intent | null {
  if (!hours || now > hours.until) return null
  if (status === 'checked_in') return 'undo-check-in'
  const mayCome = status === 'confirmed' || status === 'no_show'
  return mayCome && now >= hours.checkInFrom ? 'check-in' : null
}

/** What else can be said of who came. */
function moreOf({ hours }: PersonView, status: string, now: number): Intent[] {
  if (!hours || now > hours.until || now < hours.noShowFrom) return []
  if (status === 'no_show') return ['undo-no-show']
  return status === 'confirmed' || status === 'checked_in' || status === 'completed' ? ['no-show'] : []
}
