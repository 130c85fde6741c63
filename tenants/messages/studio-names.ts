import type { BookingView } from '../bookings/booking-view.ts'
import type { Locale, Location, LocalizedText, Service, Studio, Trainer } from '../studio/get-catalogue.ts'
import { localize } from '../studio/localize.ts'

/** What a text about a booking needs to know of the studio. A catalogue is one; a message must also know what is no longer on sale. */
export type StudioNames = {
  studio: Pick<
    Studio,
    'studioName' | 'policy' | 'defaultLocale' | 'contactEmail' | 'contactPhone' | 'currency'
  > & {
    theme: Pick<Studio['theme'], 'brandColor'>
  }
  locations: Pick<Location, 'id' | 'name' | 'address' | 'timeZone'>[]
  trainers: Pick<Trainer, 'id' | 'name'>[]
  services: (Pick<Service, 'id' | 'name'> & { waitlistMode?: Service['waitlistMode'] | undefined })[]
}

/** What a booking, or a session, points to. */
export type Pointers = Pick<BookingView, 'serviceId' | 'trainerId' | 'locationId'> & {
  /** Who else gives it: a second trainer, or those of the other dates. */
  otherTrainerIds?: readonly string[]
}

/** A booking in words of one language. What the studio no longer knows is an empty text. */
export type BookingNames = {
  studio: string
  service: string
  trainer: string
  place: string
  address: string
  policy: string
}

type Named = { id: string; name: LocalizedText }

/** Names everything a booking points to, in `locale`, else in the studio's first language. */
export function nameBooking(
  booking: Pointers,
  { studio, locations, trainers, services }: StudioNames,
  locale: Locale,
): BookingNames {
  const say = (text: LocalizedText | undefined) => localize(text ?? {}, locale, studio.defaultLocale)
  const nameOf = (list: readonly Named[], id: string) => say(list.find((one) => one.id === id)?.name)
  const trainerIds = [booking.trainerId, ...(booking.otherTrainerIds ?? [])]
  return {
    studio: say(studio.studioName),
    service: nameOf(services, booking.serviceId),
    trainer: trainerIds
      .map((id) => nameOf(trainers, id))
      .filter((name) => name !== '')
      .join(', '),
    place: nameOf(locations, booking.locationId),
    address: say(locations.find(({ id }) => id === booking.locationId)?.address),
    policy: say(studio.policy),
  }
}
