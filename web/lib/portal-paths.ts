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

/** A booking's own page, for whoever holds its token, or, without one, has signed in as the client whose it is. */
export function bookingPath(id: string, token: string, part = ''): string {
  return withQuery(`/bookings/${id}${part}`, { token })
}

/** Keeps a time for this visitor, or gives it back; what was chosen besides goes along as a query. */
export const holdPath = (service: string, trainer: string, startsAt: number): string =>
  `${startPath(service, trainer, startsAt)}/hold`

/** The same time for several weeks. */
export const repeatPath = (service: string, trainer: string, startsAt: number): string =>
  `${startPath(service, trainer, startsAt)}/repeat`

/** The timetable; `on` is the day that is opened. */
export const classesPath = (on?: string): string => (on === undefined ? '/classes' : `/classes?on=${on}`)

/** The page of one class on one date. */
export const sessionPath = (id: string): string => `/classes/${id}`

/** The same class for several weeks. */
export const repeatSessionPath = (id: string): string => `${sessionPath(id)}/repeat`

/** A place in a waitlist, for whoever holds its token, or has signed in. */
export function waitlistPath(id: string, token: string, part = ''): string {
  return withQuery(`/waitlist/${id}${part}`, { token })
}

/** A path with more in its query; empty values are left out. */
export function withQuery(path: string, query: Record<string, string | null | undefined>): string {
  const [bare = '', known] = path.split('?')
  const search = new URLSearchParams(known)
  for (const [name, value] of Object.entries(query)) if (value) search.set(name, value)
  return search.size > 0 ? `${bare}?${search}` : bare
}
