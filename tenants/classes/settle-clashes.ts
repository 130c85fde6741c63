import type { SessionRow } from '../../db/tenant/schema/index.ts'
import { localDateAt } from '../availability/local-time.ts'
import { AppError, type Alternative, type FieldError } from '../errors.ts'
import type { Catalogue } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import type { Clash } from './find-clash.ts'
import type { PlannedSession } from './plan-sessions.ts'
import type { ClashChoice } from './series-input.ts'

/** A planned session as staff are shown it. */
export type PlannedDate = Pick<SessionRow, 'startsAt' | 'endsAt' | 'trainerId'> & {
  /** The local date of the series; a session without one: its own. */
  on: string
  resourceIds: string[]
  clash: Clash | null
}

export function toPlannedDate({ session, clash }: PlannedSession, catalogue: Catalogue): PlannedDate {
  const { startsAt, endsAt, trainerId, locationId, takes } = session
  const on = session.seriesOn ?? localDateAt(getLocation(catalogue, locationId).timeZone, startsAt)
  return { on, startsAt, endsAt, trainerId, resourceIds: takes.map(({ id }) => id), clash: clash ?? null }
}

export type Settled = {
  sessions: SessionRow[]
  /** Of those, the ones that are where something else is. */
  forced: SessionRow[]
  /** Those that do not take place. */
  skipped: SessionRow[]
}

/**
 * What becomes of planned sessions by the choice of staff: put there all the same with a reason, left out, or refused as
 * a whole.
 *
 * @throws AppError `conflict` with the first clash as `reason` and each date in `errors`.
 */
export function settleClashes(
  planned: readonly PlannedSession[],
  {
    catalogue,
    onConflict,
    overrideReason,
    alternatives = [],
  }: ClashChoice & { catalogue: Catalogue; alternatives?: Alternative[] },
): Settled {
  const free = planned.filter(({ clash }) => !clash).map(({ session }) => session)
  const clashing = planned.filter(({ clash }) => clash)
  if (overrideReason) {
    const forced = clashing.map(({ session }) => ({ ...session, overrideReason }))
    return { sessions: [...free, ...forced], forced, skipped: [] }
  }
  const skipped = clashing.map(({ session }) => session)
  if (skipped.length === 0 || onConflict === 'skip') return { sessions: free, forced: [], skipped }
  const errors = clashing.map((one): FieldError => {
    const { on, clash } = toPlannedDate(one, catalogue)
    return { path: `dates.${on}`, code: clash?.reason ?? 'busy', message: clash?.sentence ?? '' }
  })
  const [first] = errors
  const sentence =
    errors.length === 1 && first ? first.message : `It cannot take place on ${errors.length} dates.`
  throw new AppError('conflict', sentence, {
    reason: first?.code ?? 'busy',
    errors,
    ...(alternatives.length > 0 ? { alternatives } : {}),
  })
}
