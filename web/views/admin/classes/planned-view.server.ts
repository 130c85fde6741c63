import type { Clash } from '../../../../tenants/classes/find-clash.ts'
import type { AffectedSession } from '../../../../tenants/classes/read-affected.ts'
import type { PlannedDate } from '../../../../tenants/classes/settle-clashes.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { classNames, dayAndTime, zoneOf } from './class-names.server.ts'

/** So many dates say how it goes on; those on which something is in the way are shown, however many they are. */
const MOST_DATES = 12
const MOST_TOLD = 20
const MOST_CLASHES = 50

export type PlannedView = {
  /** The fingerprint of what was asked: only what was seen is done. */
  seen: string
  title: string
  summary: string[]
  lines: { key: string; when: string; clash: string }[]
  more: string
  affected: { key: string; what: string; who: string }[]
  moreAffected: string
  kept: string[]
  hasClash: boolean
  /** What may be done about dates on which something is in the way. */
  ways: { value: 'skip' | 'force'; label: string }[]
}

export type Planned = {
  dates: readonly PlannedDate[]
  affected: readonly AffectedSession[]
  kept?: readonly { startsAt: number }[]
  droppedIds?: readonly string[]
}

type Circumstances = {
  seen: string
  locationId: string
  /** Of one class, of one that is new, of a series that is new, or of one that is there. */
  kind: 'session' | 'once' | 'new' | 'change' | 'end'
}

const isOneClass = (kind: Circumstances['kind']): boolean => kind === 'session' || kind === 'once'

/** What a change would come to, in words, before it is made. */
export function plannedView(desk: Desk, planned: Planned, circumstances: Circumstances): PlannedView {
  const { say, words } = desk
  const { seen, kind, locationId } = circumstances
  const { dates, affected, kept = [], droppedIds = [] } = planned
  const said = words('deskClasses').planned
  const isSingle = isOneClass(kind)
  const clashing = dates.filter(({ clash }) => clash)
  const shown = new Set([...dates.slice(0, MOST_DATES), ...clashing.slice(0, MOST_CLASHES)])
  const told = affected.reduce((sum, { people, waiting }) => sum + people.length + waiting, 0)
  const rest = dates.length - shown.size
  const restTold = affected.length - MOST_TOLD
  const names = classNames(desk)
  return {
    seen,
    title: kind === 'new' ? said.title : kind === 'once' ? said.once : said.change,
    summary: [
      kind === 'once' ? (clashing.length > 0 ? said.notFree : said.isFree) : '',
      dates.length > 0 && !isSingle ? say('say.classDates', { count: dates.length }) : '',
      dates.length === 0 && kind === 'new' ? said.none : '',
      clashing.length > 0 && !isSingle ? say('say.classDatesClash', { count: clashing.length }) : '',
      droppedIds.length > 0 ? say('say.classDropped', { count: droppedIds.length }) : '',
      kind === 'new' || kind === 'once'
        ? ''
        : told > 0
          ? say('say.classPeople', { count: told })
          : said.nothingElse,
    ].filter(Boolean),
    lines: dates
      .filter((date) => shown.has(date))
      .map(({ startsAt, trainerId, clash }) => ({
        key: `${startsAt}`,
        when: say('say.classWith', {
          when: dayAndTime(desk, { startsAt, locationId }),
          trainer: names.trainer(trainerId),
        }),
        clash: clash ? clashText(desk, clash) : '',
      })),
    more: rest > 0 ? say('say.classMoreDates', { count: rest }) : '',
    affected: affected.slice(0, MOST_TOLD).map((one) => affectedLine(desk, one)),
    moreAffected: restTold > 0 ? say('say.classMoreDates', { count: restTold }) : '',
    kept: kept.map(({ startsAt }) => dayAndTime(desk, { startsAt, locationId })),
    hasClash: clashing.length > 0,
    ways: waysOut(desk, kind),
  }
}

/** Everybody may leave dates out; who puts a class where something else is decides over everybody's time. */
function waysOut({ mayAny, words }: Desk, kind: Circumstances['kind']): PlannedView['ways'] {
  const { skipNew, skipChange, force } = words('deskClasses').planned
  const label = kind === 'new' ? skipNew : skipChange
  return [
    ...(isOneClass(kind) ? [] : [{ value: 'skip' as const, label }]),
    ...(mayAny('calendar:change') ? [{ value: 'force' as const, label: force }] : []),
  ]
}

function clashText(desk: Desk, { reason, subjectId }: Clash): string {
  const names = classNames(desk)
  const name = names.trainer(subjectId) || names.place(subjectId) || names.resource(subjectId) || subjectId
  if (reason === 'closed' && names.trainer(subjectId)) return desk.say('say.classIsOff', { name })
  const sentences = {
    closed: 'say.classIsClosed',
    time_off: 'say.classIsAway',
    busy: 'say.classIsBusy',
    resource_taken: 'say.classIsTaken',
  } as const
  return desk.say(sentences[reason], { name })
}

/** What changes for whom; names are for who may see bookings. */
function affectedLine(desk: Desk, { sessionId, before, after, people, waiting }: AffectedSession) {
  const { may, say } = desk
  const was = dayAndTime(desk, before)
  const names = may('bookings:view')
    ? people.map(({ firstName, lastName }) => [firstName, lastName].filter(Boolean).join(' '))
    : []
  const booked = names.length > 0 ? names.join(', ') : people.length > 0 ? `${people.length}` : ''
  return {
    key: sessionId,
    what: after
      ? say('say.classInsteadOf', { before: was, after: differenceOf(desk, before, after) })
      : say('say.classGone', { when: was }),
    who: [booked, waiting > 0 ? say('say.classWaiting', { count: waiting }) : ''].filter(Boolean).join(' · '),
  }
}

type WhenAndWho = AffectedSession['before']

/** What of it becomes different. */
// oxlint-disable-next-line max-params
function differenceOf(desk: Desk, before: WhenAndWho, after: WhenAndWho): string {
  const { format } = desk
  const names = classNames(desk)
  const zone = zoneOf(desk, after.locationId)
  const isMoved = before.startsAt !== after.startsAt
  return [
    isMoved ? dayAndTime(desk, after) : '',
    !isMoved && before.endsAt !== after.endsAt ? format.timeRange(after.startsAt, after.endsAt, zone) : '',
    before.trainerId === after.trainerId ? '' : names.trainer(after.trainerId),
    before.locationId === after.locationId ? '' : names.place(after.locationId),
  ]
    .filter(Boolean)
    .join(', ')
}
