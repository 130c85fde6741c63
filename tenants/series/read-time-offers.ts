import { describeRefusal } from '../availability/describe-refusal.ts'
import { explainStart } from '../availability/explain-start.ts'
import { candidateTrainers } from '../availability/list-available-slots.ts'
import { listSlots } from '../availability/list-slots.ts'
import { addDays, localDateAt, localDayBounds } from '../availability/local-time.ts'
import { readSchedules, type Schedule } from '../availability/read-schedules.ts'
import { toSlotInput } from '../availability/to-slot-input.ts'
import { durationOf } from '../bookings/book-time.ts'
import { priceOfTime } from '../bookings/price-of-time.ts'
import type { TenantContext } from '../context.ts'
import { minutes } from '../durations.ts'
import type { Catalogue, Service } from '../studio/get-catalogue.ts'
import { DAYS_AROUND, orderNear, type Offer, type Place } from './offer.ts'
import type { OfferWish } from './read-offers.ts'

/** What each trainer who gives the service offers, at each place: one round trip, whatever the number of dates. */
export async function readTimeOffers(
  ctx: TenantContext,
  catalogue: Catalogue,
  wish: OfferWish,
): Promise<Offer[]> {
  const { service, trainerId, locationId, durationMinutes, heads, holdId, clientGroupId, from, to } = wish
  const schedules = await readSchedules(ctx, catalogue, {
    service,
    trainerIds: candidateTrainers(catalogue, service, trainerId),
    locationId: locationId ?? null,
    durationMinutes: durationOf(service, durationMinutes),
    heads,
    clientGroupId,
    ignore: holdId === null ? [] : [holdId],
    from,
    to,
  })
  return schedules.map((schedule) => makeTimeOffer({ catalogue, service, schedule, now: ctx.now() }))
}

type Ingredients = { catalogue: Catalogue; service: Service; schedule: Schedule; now: number }

/** One trainer's time at one place. */
function makeTimeOffer({ catalogue, service, schedule, now }: Ingredients): Offer {
  const { trainerId, locationId, timeZone, durationMinutes } = schedule
  const toPlace = (startsAt: number): Place => ({
    startsAt,
    endsAt: startsAt + minutes(durationMinutes),
    trainerId,
    priceMinor: priceOfTime(service, { trainerId, durationMinutes }),
    spot: { kind: 'time', schedule, startsAt, durationMinutes },
  })
  return {
    trainerId,
    locationId,
    timeZone,
    at: (startsAt, taken) => {
      const then = withTaken(service, schedule, taken)
      const explanation = explainStart(service, then, { startsAt, now })
      if (explanation.ok) return { ok: true, place: toPlace(startsAt) }
      const asked = { catalogue, schedule: then, startsAt }
      const { reason, sentence, details } = describeRefusal(explanation, asked)
      return { ok: false, refusal: { reason, sentence, opensAt: details.opensAt ?? null } }
    },
    near: (startsAt, taken) => {
      const on = localDateAt(timeZone, startsAt)
      const from = localDayBounds(timeZone, addDays(on, -DAYS_AROUND)).startsAt
      const to = localDayBounds(timeZone, addDays(on, DAYS_AROUND)).endsAt
      const starts = listSlots(toSlotInput(service, withTaken(service, schedule, taken), { now, from, to }))
      return orderNear(starts, startsAt, timeZone).map(toPlace)
    },
  }
}

/** The trainer's time as it is once these dates are booked. */
function withTaken(service: Service, schedule: Schedule, taken: readonly Place[]): Schedule {
  const own = taken
    .filter(({ trainerId }) => trainerId === schedule.trainerId)
    .map(({ startsAt, endsAt }) => ({
      startsAt,
      endsAt,
      occupiedFrom: startsAt - minutes(service.bufferBeforeMinutes),
      occupiedUntil: endsAt + minutes(service.bufferAfterMinutes),
      gapRule: service.gapRule,
      sourceId: '',
    }))
  return {
    ...schedule,
    busy: [...schedule.busy, ...own],
    caps: schedule.caps.map((cap) => {
      return { ...cap, counted: [...cap.counted, ...(cap.subject === 'trainer' ? own : taken)] }
    }),
  }
}
