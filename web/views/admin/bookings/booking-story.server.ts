import { readActorNames } from '../../../../tenants/audit/read-actor-names.ts'
import type { BookingEvent } from '../../../../tenants/bookings/list-history.ts'
import type { BookingRecord } from '../../../../tenants/bookings/get-booking-record.ts'
import type { BookingMessage } from '../../../../tenants/messages/list-booking-messages.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { whoOf } from '../audit-line.server.ts'

/** What happened to a booking, newest first: what, who did it, and when. */
export async function storyOf(desk: Desk, { events }: BookingRecord) {
  const names = await readActorNames(
    desk.ctx,
    events.map(({ actor }) => actor),
  )
  return events.toReversed().map((event) => ({
    id: event.id,
    what: whatOf(desk, event),
    who: actorOf(desk, event.actor, names.get(event.actor) ?? null),
    when: desk.when(event.at),
  }))
}

// oxlint-disable-next-line max-params
export function actorOf(desk: Desk, actor: string, actorName: string | null): string {
  const { one } = desk.words('deskBookings')
  if (actor === 'client' || actor === 'portal') return one.byClient
  return actor === 'api' ? one.byProgram : whoOf(desk, { actor, actorName })
}

function whatOf({ catalogue, say, text, when, words }: Desk, { kind, details }: BookingEvent): string {
  const labels = words('deskBookings')
  const what = labels.happened[kind]
  const cancelKind = details?.['kind']
  if (kind === 'cancelled' && (cancelKind === 'free' || cancelKind === 'late' || cancelKind === 'studio')) {
    return labels.one.cancelled[cancelKind]
  }
  const side = (name: 'from' | 'to') => {
    const [at, trainerId] = [details?.[`${name}StartsAt`], details?.[`${name}TrainerId`]]
    const trainer = catalogue.trainers.find(({ id }) => id === trainerId)
    const isOther = details?.['fromTrainerId'] !== details?.['toTrainerId']
    return typeof at === 'number'
      ? [when(at), isOther && trainer ? text(trainer.name) : ''].filter(Boolean).join(', ')
      : ''
  }
  const [from, to] = [side('from'), side('to')]
  return from && to ? say('say.movedFromTo', { what, from, to }) : what
}

/** What the client is told, in the order in which it is planned. */
export function mailLines(desk: Desk, messages: readonly BookingMessage[]) {
  const { say, when, words } = desk
  const { mails, mailStates } = words('deskBookings')
  return messages.map((message) => {
    const { id, kind, leadMinutes, recipient, state, plannedAt, settledAt, reason } = message
    const what = Object.entries(mails).find(([key]) => key === kind)?.[1] ?? mails.other
    return {
      id,
      what: leadMinutes > 0 ? say('say.reminderBefore', { what, time: lead(desk, leadMinutes) }) : what,
      how: say('say.mailTo', { state: mailStates[state], recipient, when: when(settledAt ?? plannedAt) }),
      reason: state === 'failed' ? (reason ?? '') : '',
      isFailed: state === 'failed',
    }
  })
}

function lead({ format, say }: Desk, minutes: number): string {
  if (minutes % 1_440 === 0 && minutes > 1_440) return say('say.daysBefore', { count: minutes / 1_440 })
  return minutes % 60 === 0 ? say('say.hours', { hours: minutes / 60 }) : format.duration(minutes)
}
