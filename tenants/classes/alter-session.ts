import type { SessionRow } from '../../db/tenant/schema/index.ts'
import { minutes } from '../durations.ts'
import type { Service } from '../studio/get-catalogue.ts'
import { given } from '../studio/staff-input.ts'
import { withTime } from './draft-session.ts'

/** What shall be different about a session, ids looked up. */
export type Alteration = {
  startsAt?: number | undefined
  durationMinutes?: number | undefined
  trainerId?: string | undefined
  secondTrainerId?: string | null | undefined
  locationId?: string | undefined
  capacity?: number | undefined
  onlineCapacity?: number | null | undefined
  walkInCapacity?: number | undefined
  minAttendance?: number | undefined
  priceMinor?: number | undefined
  /** Rooms and equipment; which it takes is chosen when it is planned. */
  resourceIds?: readonly string[] | undefined
}

type Circumstances = { service: Service; now: number }

/**
 * The session as it shall be, and which of the fields given are new to it. Named again, the trainer of a session that needs
 * one gives it. An override holds for where it was.
 */
export function alterSession(
  session: SessionRow,
  alteration: Alteration,
  { service, now }: Circumstances,
): { after: SessionRow; fields: string[] } {
  const { startsAt = session.startsAt, durationMinutes, resourceIds, ...others } = alteration
  const lengthMs =
    durationMinutes === undefined ? session.endsAt - session.startsAt : minutes(durationMinutes)
  const time = { startsAt, endsAt: startsAt + lengthMs }
  const altered: SessionRow = {
    ...session,
    // `given` leaves out what is undefined.
    ...(given(others) as Partial<SessionRow>),
    status: others.trainerId ? 'scheduled' : session.status,
  }
  const { trainerId, secondTrainerId, minAttendance } = altered
  const alone = { ...altered, secondTrainerId: secondTrainerId === trainerId ? null : secondTrainerId }
  const isRetimed = startsAt !== session.startsAt || time.endsAt !== session.endsAt
  const timed = withTime(alone, { ...time, service, now })
  const after = isRetimed
    ? { ...timed, gapRule: service.gapRule }
    : { ...alone, decideAt: minAttendance === session.minAttendance ? session.decideAt : timed.decideAt }
  const hasMoved = takesOtherwise(session, after) || resourceIds !== undefined
  return {
    after: hasMoved ? { ...after, overrideReason: null } : after,
    fields: listNew(session, { ...others, startsAt, endsAt: time.endsAt, resourceIds }),
  }
}

/** Whether it takes its trainers, its place or its time otherwise than before: then what is in its way counts. */
export function takesOtherwise(before: SessionRow, after: SessionRow): boolean {
  const keys = ['startsAt', 'endsAt', 'trainerId', 'secondTrainerId', 'locationId', 'status'] as const
  return keys.some((key) => before[key] !== after[key])
}

function listNew(
  session: SessionRow,
  { resourceIds, startsAt, endsAt, ...others }: Alteration & { endsAt: number },
) {
  const isLonger = endsAt - (startsAt ?? 0) !== session.endsAt - session.startsAt
  const named = Object.entries(others)
    // The names of an alteration are those of a session.
    .filter(([name, value]) => value !== undefined && value !== session[name as keyof SessionRow])
    .map(([name]) => name)
  return [
    ...(startsAt === session.startsAt ? [] : ['startsAt']),
    ...(isLonger ? ['durationMinutes'] : []),
    ...named,
    ...(resourceIds === undefined ? [] : ['resourceIds']),
  ]
}
