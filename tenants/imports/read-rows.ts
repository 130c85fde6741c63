import { sql } from 'drizzle-orm'
import { isSupportedCountry } from 'libphonenumber-js/min'
import { customFields, locations, type ImportedRow } from '../../db/tenant/schema/index.ts'
import { localDateAt } from '../availability/local-time.ts'
import type { TenantContext } from '../context.ts'
import type { Import } from './find-import.ts'
import type { ColumnMeaning } from './import-fields.ts'
import type { ReadingPlan, RowError } from './read-row.ts'

/** As many rows are looked at in one step, or as much text: what a database answers has a limit. */
const SLICE_ROWS = 500
const SLICE_CHARACTERS = 2_000_000

/** A row of the file as it is kept, with what it says by now. */
export type KeptRow = Pick<ImportedRow, 'row' | 'cells' | 'verdict' | 'errors' | 'clientId' | 'before'>

type RawRow = Omit<KeptRow, 'cells' | 'errors' | 'before'> & {
  cells: string
  errors: string
  before: string | null
}

/** For a batch that reads: the next rows after those that are done. */
export function selectNextRows(
  { orm }: TenantContext['db'],
  { id, doneRows }: Pick<Import, 'id' | 'doneRows'>,
) {
  return orm.all<RawRow>(sql`SELECT row, cells, verdict, errors, clientId, before FROM (
      SELECT row, cells, verdict, errors, client_id AS clientId, before,
        sum(length(cells)) OVER (ORDER BY row) AS characters
      FROM import_rows WHERE import_id = ${id} AND row > ${doneRows} ORDER BY row LIMIT ${SLICE_ROWS})
    WHERE characters <= ${SLICE_CHARACTERS} OR row = ${doneRows + 1} ORDER BY row`)
}

/** As the columns say: each is JSON that was written here. */
export function toKeptRow({ cells, errors, before, ...row }: RawRow): KeptRow {
  return {
    ...row,
    cells: JSON.parse(cells) as string[],
    errors: JSON.parse(errors) as RowError[],
    before: before === null ? null : (JSON.parse(before) as Record<string, unknown>),
  }
}

/** Whether the quotes of a row did not fit; whatever else is wrong with it, this stays. */
export const isBroken = ({ errors }: Pick<KeptRow, 'errors'>): boolean =>
  errors.some(({ code }) => code === 'broken_quotes')

/** For a batch that reads: what the studio says besides the import of how its rows are to be understood. */
export const selectPlan = ({ orm }: TenantContext['db']) =>
  [
    orm.select().from(customFields),
    orm.select({ timeZone: locations.timeZone }).from(locations).orderBy(locations.position).limit(1),
  ] as const

type PlanRows = [(typeof customFields.$inferSelect)[], { timeZone: string }[]]

/** How the rows of this import are to be understood. */
export function toPlan(found: Import, [fields, [place]]: PlanRows, now: number): ReadingPlan {
  const { columns, mapping, dateOrder, country } = found
  return {
    columns,
    // Written by `map-import.ts`, which knows no others.
    mapping: mapping as ColumnMeaning[],
    dateOrder: dateOrder ?? 'dmy',
    country: country !== null && isSupportedCountry(country) ? country : null,
    ownFields: new Map(fields.map((field) => [field.id, field])),
    today: localDateAt(place?.timeZone ?? 'UTC', now),
  }
}
