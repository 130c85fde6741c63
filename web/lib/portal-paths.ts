import { formatStart } from './start-parameter.ts'

/** The part of a path that stands for whichever trainer is free. */
export const ANY_TRAINER = 'any'

/** Where a service's trainers are chosen. */
export const servicePath = (service: string): string => `/book/${service}`

/** Where a time of a trainer (a slug, or `any`) is chosen; `on` is the day that is opened. */
export function timesPath(service: string, trainer: string, on?: string): string {
  return `/book/${service}/${trainer}${on === undefined ? '' : `?day=${on}`}`
}

/** The form for one time. */
export function startPath(service: string, trainer: string, startsAt: number): string {
  return `/book/${service}/${trainer}/${formatStart(startsAt)}`
}

/** A booking's own page, for whoever holds its token. */
export function bookingPath(id: string, token: string, part = ''): string {
  return `/bookings/${id}${part}?token=${encodeURIComponent(token)}`
}
