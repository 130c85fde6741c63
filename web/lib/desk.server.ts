import { reachOf, type Right } from '../../tenants/access/grants.ts'
import { localDateAt } from '../../tenants/availability/local-time.ts'
import type { Login } from '../../tenants/context.ts'
import { AppError } from '../../tenants/errors.ts'
import { inAdmin, type Person } from './person.server.ts'

/** A request to the studio's admin by somebody who works there. */
export type Desk = Person & {
  staff: NonNullable<Login['staff']>
  /** Whether there is any use in showing it. What may be done, verbs say. */
  may: (right: Right) => boolean
  /** The same for what is done to everybody's. */
  mayAny: (right: Right) => boolean
  /** Whose clock the admin's times are of: the main place's. */
  timeZone: string
  /** "5 Jan 2027". */
  day: (at: number) => string
  /** "Today 18:00", "Tue 5 Jan 18:00", and with its year what was or will be in another. */
  when: (at: number) => string
}

/** Makes a loader or an action of the admin's pages: for staff alone, in their language. */
export function atDesk<Result>(handle: (desk: Desk) => Promise<Result>) {
  return inAdmin((person) => handle(toDesk(person)))
}

function toDesk(person: Person): Desk {
  const { staff } = person.login
  if (!staff) throw new AppError('forbidden', 'This is for the staff.')
  const reach = (right: Right) => reachOf(staff.grants, right)
  const { ctx, format, catalogue } = person
  const timeZone = catalogue.locations[0]?.timeZone ?? 'UTC'
  const date = new Intl.DateTimeFormat(format.tag, { timeZone, dateStyle: 'medium' })
  const yearOf = (at: number) => localDateAt(timeZone, at).slice(0, 4)
  return {
    ...person,
    staff,
    may: (right) => reach(right) === 'any' || (reach(right) === 'own' && staff.trainerId !== null),
    mayAny: (right) => reach(right) === 'any',
    timeZone,
    day: (at) => date.format(at),
    when: (at) =>
      yearOf(at) === yearOf(ctx.now())
        ? format.whenNear(at, timeZone)
        : `${date.format(at)} ${format.time(at, timeZone)}`,
  }
}
