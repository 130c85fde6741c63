import { nameSources } from '../../../tenants/availability/name-sources.ts'
import { localDateAt } from '../../../tenants/availability/local-time.ts'
import type { Affected } from '../../../tenants/schedules/list-affected.ts'
import { findAnyService } from '../../../tenants/studio/get-any-service.ts'
import type { Desk } from '../../lib/desk.server.ts'

const MOST_SHOWN = 20

export type AffectedView = {
  lines: { id: string; when: string; what: string; href: string | null }[]
  more: string | null
}

type Names = ReadonlyMap<string, string>

/** What is booked there and by whom, as far as it is shown and may be seen: one round trip for all of them. */
export async function affectedNames(desk: Desk, all: readonly Affected[]): Promise<Names> {
  const { catalogue, ctx, locale, may } = desk
  if (!may('bookings:view')) return new Map()
  const shown = all.flatMap((affected) => standingIn(affected).slice(0, MOST_SHOWN))
  return nameSources(
    ctx,
    { ...catalogue, locale },
    shown.map(({ id }) => id),
  )
}

/** What a change of hours would be in the way of, in words; null when that is nothing. A class counts once, with all in it. */
export async function affectedView(
  desk: Desk,
  affected: Affected,
  known?: Names,
): Promise<AffectedView | null> {
  const { catalogue, format, may, say } = desk
  const standing = standingIn(affected)
  if (standing.length === 0) return null
  const shown = standing.slice(0, MOST_SHOWN)
  const names = known ?? (await affectedNames(desk, [affected]))
  return {
    lines: shown.map(({ id, startsAt, locationId, serviceId, booked }) => {
      const zone = catalogue.locations.find((place) => place.id === locationId)?.timeZone ?? desk.timeZone
      const service = findAnyService(catalogue, serviceId)
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

function standingIn({ bookings, sessions }: Affected) {
  const inClass = Map.groupBy(bookings, ({ sessionId }) => sessionId ?? '')
  return [
    ...sessions.map((one) => ({ ...one, booked: inClass.get(one.id)?.length ?? 0 })),
    ...bookings.flatMap((one) => (one.sessionId === null ? [{ ...one, booked: null }] : [])),
  ].toSorted((a, b) => a.startsAt - b.startsAt)
}
