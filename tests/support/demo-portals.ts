import { ironWorks } from '../../scripts/seed/iron-works.ts'
import { lotusYoga } from '../../scripts/seed/lotus-yoga.ts'
import type { DemoStudio } from '../../scripts/seed/demo-studio.ts'
import { minutes } from '../../tenants/durations.ts'
import { bg } from '../../web/i18n/bg.ts'
import { en, type Messages } from '../../web/i18n/en.ts'
import { askApi } from './ask.ts'

/** A demo studio as visitors of its own domain know it. */
export type DemoPortal = {
  tenantId: string
  name: string
  host: string
  timeZone: string
  /** A zone with the same clock as the studio's, under another name. */
  sameClockZone: string
  service: Offer
  /** How the service's price reads in English. */
  price: string
  trainer: DemoStudio['trainers'][number]
}

type Offer = DemoStudio['services'][number]

export const ironPortal = makePortal(ironWorks, { price: '€45', sameClockZone: 'Europe/Athens' })
export const lotusPortal = makePortal(lotusYoga, { price: '$95', sameClockZone: 'America/Toronto' })
export const portals = [ironPortal, lotusPortal]

export const words: Record<'en' | 'bg', Messages> = { en, bg }

function makePortal(studio: DemoStudio, told: Pick<DemoPortal, 'price' | 'sameClockZone'>): DemoPortal {
  const [service] = studio.services
  const [trainer] = studio.trainers
  const [host] = studio.ownDomains
  if (!service || !trainer || !studio.place || host === undefined) throw new Error(`${studio.slug} is bare`)
  const { timeZone } = studio.place
  return { tenantId: studio.id, name: studio.name, host, timeZone, service, trainer, ...told }
}

/** The clock of a zone at an instant, as this studio's pages write it: "18:00", or "6:00 PM" where dollars are paid. */
export function clockOf({ price }: DemoPortal, at: number, timeZone: string): string {
  return price.startsWith('$')
    ? formatted(at, 'en-US', { timeZone, hour: 'numeric', minute: '2-digit' })
    : formatted(at, 'en-GB', { timeZone, hour: '2-digit', minute: '2-digit' })
}

/** The name of the weekday that an instant falls on. */
export const weekdayOf = (at: number, timeZone: string, tag = 'en-GB'): string =>
  formatted(at, tag, { timeZone, weekday: 'long' })

function formatted(at: number, tag: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(tag, options).format(at).replaceAll(/\s/g, ' ')
}

/** A text of the studio's in a language, or in the only one it has. */
export const nameIn = (text: { en?: string; bg?: string }, locale: 'en' | 'bg'): string =>
  text[locale] ?? text.en ?? ''

/** The end of the booked service (ms) that begins at `startsAt`. */
export const endOf = ({ service }: DemoPortal, startsAt: number): number =>
  startsAt + minutes(service.durationMinutes)

type FreeTimesOptions = { url: string; portal: DemoPortal; trainer?: string; inDays?: number }

/** Starts (ms) that can be booked with a trainer; from three days on unless told, so that reminders are still to come. */
export async function listFreeTimes({ url, portal, ...wish }: FreeTimesOptions): Promise<number[]> {
  const { trainer = portal.trainer.slug, inDays = 3 } = wish
  const [from, to] = [dateIn(inDays), dateIn(inDays + 14)]
  const query = new URLSearchParams({ service_id: portal.service.id, trainer_id: trainer, from, to })
  const path = `/availability/available-slots?${query}`
  const answer = await askApi({ url, host: portal.host, path })
  const { available_slots: slots } = answer.json() as { available_slots: string[] }
  return slots.map((slot) => Date.parse(slot))
}

const dateIn = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

export type MadeBooking = {
  id: string
  startsAt: number
  manageUrl: string
  managePath: string
  token: string
}

type BookingWish = { startsAt: number; trainerId: string; email: string }

/** Somebody else's booking, made past the portal. */
export async function bookElsewhere(
  url: string,
  portal: DemoPortal,
  wish: BookingWish,
): Promise<MadeBooking> {
  const answer = await askApi({
    url,
    host: portal.host,
    path: '/bookings',
    method: 'POST',
    json: {
      service_id: portal.service.id,
      trainer_id: wish.trainerId,
      start_time: new Date(wish.startsAt).toISOString(),
      client: { first_name: 'Nikola', last_name: 'Petrov', email: wish.email },
    },
  })
  if (answer.status !== 201) throw new Error(`not booked: ${answer.status} ${answer.text}`)
  const { id, manage_url: manageUrl } = answer.json() as { id: string; manage_url: string }
  const { pathname, search, searchParams } = new URL(manageUrl)
  const token = searchParams.get('token') ?? ''
  return { id, startsAt: wish.startsAt, manageUrl, managePath: pathname + search, token }
}
