import { nameSources } from '../../../tenants/availability/name-sources.ts'
import { localDateAt } from '../../../tenants/availability/local-time.ts'
import type { Affected } from '../../../tenants/schedules/list-affected.ts'
import type { Desk } from '../../lib/desk.server.ts'

const MOST_SHOWN = 20

export type AffectedView = {
  lines: { id: string; when: string; what: string; href: string | null }[]
  more: string | null
}

/** What a change of hours would be in the way of, in words; null when that is nothing. A class counts once, with all in it. */
export async function affectedView(desk: Desk, affected: Affected): Promise<AffectedView | null> {
  const { catalogue, ctx, format, locale, may, say } = desk
  const inClass = Map.groupBy(affected.bookings, ({ sessionId }) => sessionId ?? '')
  const standing = [
    ...affected.sessions.map((one) => ({ ...one, booked: inClass.get(one.id)?.length ?? 0 })),
    ...affected.bookings.flatMap((one) => (one.sessionId === null ? [{ ...one, booked: null }] : [])),
  ].toSorted((a, b) => a.startsAt - b.startsAt)
  if (standing.length === 0) return null
  const shown = standing.slice(0, MOST_SHOWN)
  const names = may('bookings:view')
    ? await nameSources(
        ctx,
        { ...catalogue, locale },
        shown.map(({ id }) => id),
      )
    : new Map<string, string>()
  return {
    lines: shown.map(({ id, startsAt, locationId, serviceId, booked }) => {
      const zone = catalogue.locations.find((place) => place.id === locationId)?.timeZone ?? desk.timeZone
      const service = catalogue.services.find((one) => one.id === serviceId)
      const name = names.get(id) ?? (service ? desk.text(service.name) : '')
      const day = format.dayShort(localDateAt(zone, startsAt))
      return {
        id,
        when: say('say.dayTime', { day, time: format.time(startsAt, zone) }),
        what: booked === null ? name : say('say.hoursClass', { name, count: booked }),
        href: booked === null && may('bookings:view') ? `/admin/bookings/${id}` : null,
      }
    }),
    more:
      standing.length > shown.length ? say('say.hoursMore', { count: standing.length - shown.length }) : null,
  }
}
