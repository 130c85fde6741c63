import { readActorNames } from '../../../../tenants/audit/read-actor-names.ts'
import type { BookingEvent } from '../../../../tenants/bookings/list-history.ts'
import type { BookingRecord } from '../../../../tenants/bookings/get-booking-record.ts'
import type { BookingMessage } from '../../../../tenants/messages/list-booking-messages.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { whoOf } from '../audit-line.server.ts'
import { whatBecame, whatItTells, whereTo } from '../messages/message-line.server.ts'

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
  const { say, when } = desk
  return messages.map((message) => {
    const { id, plannedAt, settledAt } = message
    const { state, reason, isBad } = whatBecame(desk, message)
    return {
      id,
      href: `/admin/messages/${id}`,
      what: whatItTells(desk, message),
      how: say('say.mailTo', {
        state,
        recipient: whereTo(desk, message),
        when: when(settledAt ?? plannedAt),
      }),
      reason,
      isFailed: isBad,
    }
  })
}
