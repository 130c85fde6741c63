import { and, eq, gt, gte, isNotNull, or } from 'drizzle-orm'
import { sessions, type ClassSeriesRow, type SessionRow } from '../../db/tenant/schema/index.ts'
import { requireFor } from '../access/require-staff.ts'
import { addDays, localDateAt } from '../availability/local-time.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { getAnyService } from '../studio/get-any-service.ts'
import { getCatalogue, type Catalogue, type Service } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import { alterSession, takesOtherwise, type Alteration } from './alter-session.ts'
import { draftSession } from './draft-session.ts'
import { editSeries, type SeriesChanges } from './edit-series.ts'
import { horizonOn } from './horizon.ts'
import { pairDates } from './pair-dates.ts'
import { getClassSeries } from './get-class-series.ts'
import { planSessions, type Draft, type PlannedSession } from './plan-sessions.ts'
import type { ChangedSession } from './read-affected.ts'
import { listDates } from './recurrence.ts'
import { requireOwnChange } from './require-own-class.ts'
import { toSessionTime } from './session-time.ts'

/** A session that keeps something of its own which the edit would have changed. */
export type KeptSession = { sessionId: string; startsAt: number; fields: string[] }

/** A session that is there already, as it was and shall be; `fields`: what of the edit is new to it. */
export type Step = ChangedSession & { fields: string[] }

export type SeriesChangePlan = {
  catalogue: Catalogue
  before: ClassSeriesRow
  series: ClassSeriesRow
  ended: ClassSeriesRow | null
  steps: Step[]
  /** Those of the steps that take something else than before, and the sessions that are new. */
  planned: PlannedSession[]
  dropped: SessionRow[]
  kept: KeptSession[]
}

type Wish = SeriesChanges & {
  seriesId: string
  sessionId?: string | null | undefined
  overrideReason?: string | null | undefined
}

/**
 * What an edit of a series means for its sessions that have not begun: which change, come in addition, do not take place any
 * more, or keep what was changed for them alone. Those that are cancelled stay so. Nothing is written.
 *
 * @throws AppError `unauthorized`, `forbidden`, also when somebody else gives one of them; `not_found`, `invalid_input`; `not_allowed` for a session that is not of the series; DatabaseError.
 */
export async function planSeriesChange(ctx: TenantContext, wish: Wish): Promise<SeriesChangePlan> {
  const [catalogue, before] = await Promise.all([
    getCatalogue(ctx),
    getClassSeries(ctx, wish.seriesId, 'calendar:change'),
  ])
  const now = ctx.now()
  const service = getAnyService(catalogue, before.serviceId)
  const { timeZone } = getLocation(catalogue, before.locationId)
  const today = localDateAt(timeZone, now)
  const rows = await readRows(ctx, before, today)
  const fromOn = wish.sessionId ? findDate(rows, wish.sessionId) : null
  const edited = editSeries(before, wish, { catalogue, fromOn, today, now })
  requireOwnChange(ctx, before, { ...edited.series, overrideReason: wish.overrideReason })
  const own = rows.filter(({ seriesOn }) => seriesOn !== null && seriesOn >= (fromOn ?? ''))
  const toOn = lastDate(before, horizonOn(catalogue, { service, timeZone, now }))
  const series = { ...edited.series, madeUntilOn: toOn }

  const had = own.flatMap(({ seriesOn }) => seriesOn ?? [])
  const firstOn = [today, ...had].toSorted()[0] ?? today
  const { becomes, added } = pairDates(had, listDates(series, { fromOn: firstOn, toOn }))
  const circumstances = { catalogue, service, before, series, now }
  const follow = own.map((row) => followSeries(row, becomes.get(row.seriesOn ?? ''), circumstances))
  const steps = follow.flatMap(({ step }) => step ?? [])
  const dropped = follow.flatMap((one) => one.dropped ?? [])
  for (const row of [...steps.map((step) => step.before), ...dropped]) {
    requireFor(ctx, 'calendar:change', [row.trainerId, row.secondTrainerId])
  }
  const zone = getLocation(catalogue, series.locationId).timeZone
  const drafts = [
    ...steps
      .filter((step) => takesOtherwise(step.before, step.after) || step.fields.includes('resourceIds'))
      .map(({ after }) => ({ session: after, resourceIds: namedFor(after, series) })),
    ...added
      .map((on) => draftSession(series, { service, timeZone: zone, on, now }))
      .filter(({ startsAt }) => startsAt > now)
      .map((session): Draft => ({ session, resourceIds: series.resourceIds })),
  ].toSorted((a, b) => a.session.startsAt - b.session.startsAt)
  return {
    catalogue,
    before,
    series,
    ended: edited.ended,
    steps,
    planned: await planSessions(ctx, drafts, { catalogue }),
    dropped,
    kept: follow.flatMap(({ kept }) => kept ?? []),
  }
}

async function readRows({ db, now }: TenantContext, { id }: ClassSeriesRow, today: string) {
  const [rows] = await db.read([
    db.orm
      .select()
      .from(sessions)
      .where(
        and(
          eq(sessions.seriesId, id),
          isNotNull(sessions.seriesOn),
          // What took place this week counts as this week's, whatever day it moves to.
          or(gt(sessions.startsAt, now()), gte(sessions.seriesOn, addDays(today, -7))),
        ),
      )
      .orderBy(sessions.seriesOn),
  ])
  return rows
}

function findDate(rows: readonly SessionRow[], sessionId: string): string {
  const on = rows.find(({ id }) => id === sessionId)?.seriesOn
  if (on) return on
  throw new AppError('not_allowed', 'This session is not one of the series that is still to come.', {
    reason: 'not_of_series',
  })
}

function lastDate({ madeUntilOn }: ClassSeriesRow, horizon: string): string {
  return madeUntilOn !== null && madeUntilOn > horizon ? madeUntilOn : horizon
}

type Circumstances = {
  catalogue: Catalogue
  service: Service
  before: ClassSeriesRow
  series: ClassSeriesRow
  now: number
}

type Followed = { step?: Step; dropped?: SessionRow; kept?: KeptSession }

/** What becomes of one session when its series' date becomes `on`, or nothing. */
function followSeries(row: SessionRow, on: string | undefined, circumstances: Circumstances): Followed {
  const { series, service, now } = circumstances
  if (row.startsAt <= now) return {}
  if (on === undefined) return row.status === 'cancelled' ? {} : { dropped: row }
  const relabelled = { ...row, seriesId: series.id, seriesOn: on }
  const isSame = row.seriesId === series.id && row.seriesOn === on
  if (row.status === 'cancelled') {
    return isSame ? {} : { step: { before: row, after: relabelled, fields: [] } }
  }
  const wanted = listAlterations(row, on, circumstances)
  const own = Object.keys(wanted).filter((field) => row.changedFields.includes(field))
  const alteration = Object.fromEntries(Object.entries(wanted).filter(([field]) => !own.includes(field)))
  const { after, fields } = alterSession(relabelled, alteration, { service, now })
  return {
    ...(fields.length === 0 && isSame ? {} : { step: { before: row, after, fields } }),
    ...(own.length === 0 ? {} : { kept: { sessionId: row.id, startsAt: row.startsAt, fields: own } }),
  }
}

const plainFields = [
  'durationMinutes',
  'trainerId',
  'secondTrainerId',
  'locationId',
  'capacity',
  'onlineCapacity',
  'walkInCapacity',
  'minAttendance',
  'resourceIds',
] as const

/** What the edit changes about a session, by the fields of an alteration. */
function listAlterations(
  row: SessionRow,
  on: string,
  { catalogue, service, before, series, now }: Circumstances,
): Alteration {
  const changed = plainFields.filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(series[field]),
  )
  const locationId = row.changedFields.includes('locationId') ? row.locationId : series.locationId
  const { timeZone } = getLocation(catalogue, locationId)
  const isRetimed = on !== row.seriesOn || before.startMinute !== series.startMinute
  const { startsAt } = toSessionTime(timeZone, { ...series, on })
  const isNewTrainer = changed.includes('trainerId')
  return {
    ...Object.fromEntries(changed.map((field) => [field, series[field]])),
    // Today's stays where it is when the new time is over.
    ...((isRetimed || changed.includes('locationId')) && startsAt > now ? { startsAt } : {}),
    ...(isNewTrainer
      ? { priceMinor: service.trainerTerms[series.trainerId]?.priceMinor ?? service.priceMinor }
      : {}),
  }
}

/** As `namedResources`, for a session whose series is known. */
function namedFor(session: SessionRow, series: ClassSeriesRow): readonly string[] {
  return session.changedFields.includes('resourceIds')
    ? session.takes.map(({ id }) => id)
    : series.resourceIds
}
