import { asc, eq } from 'drizzle-orm'
import { classSeries, sessions, type ClassSeriesRow, type SessionRow } from '../../db/tenant/schema/index.ts'
import { createClassSeries, type CreatedSeries } from '../../tenants/classes/create-class-series.ts'
import type { CreateClassSeriesInput } from '../../tenants/classes/plan-series.ts'
import { classIds, type ClassStudio } from './make-class-studio.ts'
import { ids } from './studio-rows.ts'

/** Yoga with Maria on Tuesdays at 18:00 (16:00 UTC), from 5 January 2027 on. */
export const tuesdays = {
  serviceId: classIds.yoga,
  trainerId: ids.maria,
  weekdays: [2],
  startMinute: 18 * 60,
  fromOn: '2027-01-05',
}

/** Those Tuesdays, four times unless told otherwise. */
export function makeSeries(
  { staff }: ClassStudio,
  changes: Partial<CreateClassSeriesInput> = {},
): Promise<CreatedSeries> {
  return createClassSeries(staff, {
    ...tuesdays,
    ...('untilOn' in changes ? {} : { count: 4 }),
    ...changes,
  })
}

/** The studio's sessions by their start. */
export async function readSessions({ ctx: { db } }: ClassStudio): Promise<SessionRow[]> {
  const [rows] = await db.read([db.orm.select().from(sessions).orderBy(asc(sessions.startsAt))])
  return rows
}

export async function readSeries({ ctx: { db } }: ClassStudio, id: string): Promise<ClassSeriesRow> {
  const [[row]] = await db.read([db.orm.select().from(classSeries).where(eq(classSeries.id, id))])
  if (!row) throw new Error('no series')
  return row
}

/** When sessions are, shortly, with their status where it is not `scheduled`: `2027-01-05T16:00`. */
export function listTimes(rows: readonly SessionRow[]): string[] {
  return rows.map(({ startsAt, status }) =>
    [new Date(startsAt).toISOString().slice(0, 16), ...(status === 'scheduled' ? [] : [status])].join(' '),
  )
}
