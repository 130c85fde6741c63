import { sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { makeId } from '../ids.ts'
import { anId } from '../input-parts.ts'
import { invalidFields, parseInput } from '../parse-input.ts'
import { readReferences } from '../studio/read-references.ts'
import { localDate } from '../studio/staff-input.ts'
import { announceHours } from './announce-hours.ts'
import { listHolidays, readHolidays, type Holiday } from './list-holidays.ts'

const closeHolidaysInput = z.object({
  locationId: anId,
  /** Local dates of one year, each a holiday there. */
  dates: z.array(localDate).min(1, 'Say which.').max(60, 'Sixty at a time, please.'),
})

/**
 * Closes a place on national holidays of its country or region: closed dates with the holiday's name as reason. What is
 * booked then stays, and is told. Taking one over again changes nothing.
 *
 * @throws AppError `unauthorized`; `invalid_input` as `listHolidays`, and for a date that is no holiday there.
 */
export async function closeHolidays(
  ctx: TenantContext,
  raw: z.input<typeof closeHolidaysInput>,
): Promise<Holiday[]> {
  const actor = requireStaff(ctx, 'availability:change')
  const { locationId, dates } = parseInput(closeHolidaysInput, raw)
  const year = Number(dates[0]?.slice(0, 4))
  const references = await readReferences(ctx)
  const { location, holidays } = readHolidays(references, { locationId, year })
  const rows = dates.map((on, index) => {
    const holiday = holidays.find((one) => one.on === on)
    const id = makeId('ovr')
    if (holiday) return { ...holiday, id, locationId, holiday: `${location.holidayRegion}:${on}` }
    const message = on.startsWith(`${year}-`) ? 'This is no holiday there.' : 'Dates of one year, please.'
    throw invalidFields([{ path: `dates.${index}`, message, code: 'no_holiday' }])
  })
  const { orm, write } = ctx.db
  const noteMade = sql`INSERT INTO audit_log (id, at, actor, action, subject_id, reason)
    SELECT 'aud_' || substr(id, 5), ${ctx.now()}, ${actor}, 'availability.closed', id, reason
    FROM availability_overrides
    WHERE id IN (SELECT value FROM json_each(${JSON.stringify(rows.map(({ id }) => id))}))`
  const [first, ...others] = rows.map((row) => orm.run(insertUnlessClosed(row)))
  if (first) await write([first, ...others, orm.run(noteMade)])
  await announceHours(ctx, references, null)
  const listed = await listHolidays(ctx, { locationId, year })
  return listed.filter(({ on }) => dates.includes(on))
}

type Row = { id: string; locationId: string; on: string; name: string; holiday: string }

/** Deciding and writing are one statement: two who take over the same day close it once. */
function insertUnlessClosed({ id, locationId, on, name, holiday }: Row): SQL {
  return sql`INSERT INTO availability_overrides
      (id, location_id, kind, from_on, to_on, windows, reason, holiday)
    SELECT ${id}, ${locationId}, 'closed', ${on}, ${on}, '[]', ${name}, ${holiday}
    WHERE NOT EXISTS (SELECT 1 FROM availability_overrides
      WHERE location_id = ${locationId} AND holiday IS NOT NULL AND from_on = ${on})`
}
