import { and, asc, eq, lte } from 'drizzle-orm'
import { isSupportedCountry, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min'
import { customFields, importRows, locations, settings } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { insistOnProgress, setImport, type Import } from './find-import.ts'
import { guessMapping } from './guess-mapping.ts'
import { guessDateOrder, type DateOrder } from './read-date.ts'

/** As many rows say what is in a column. */
const SAMPLE_ROWS = 200
const MONTH_FIRST = new Set(['US', 'PH', 'PR', 'GU'])
const YEAR_FIRST = new Set(['CN', 'JP', 'KR', 'HU', 'LT', 'MN', 'TW'])

/** Says of a file that has been read what its columns most likely are; then somebody looks at it. Throws DatabaseError. */
export async function guessReading(ctx: TenantContext, found: Import): Promise<void> {
  const { orm, read, write } = ctx.db
  const [rows, fields, [studio], [place]] = await read([
    orm
      .select({ cells: importRows.cells })
      .from(importRows)
      .where(and(eq(importRows.importId, found.id), lte(importRows.row, SAMPLE_ROWS))),
    orm.select().from(customFields).where(eq(customFields.status, 'active')),
    orm.select({ contactPhone: settings.contactPhone }).from(settings),
    orm.select({ region: locations.holidayRegion }).from(locations).orderBy(asc(locations.position)).limit(1),
  ])
  const samples = rows.map(({ cells }) => cells)
  const ownFields = fields.map(({ id, label }) => ({ id, labels: Object.values(label) }))
  const mapping = guessMapping({ headings: found.columns, samples, ownFields })
  const country = countryOf(studio?.contactPhone ?? '', place?.region ?? '')
  const dates = samples.flatMap((cells) =>
    cells.filter((_, column) => mapping[column] === 'born_on' || mapping[column] === 'created_on'),
  )
  const dateOrder = guessDateOrder(dates, usualOrder(country))
  await write([
    insistOnProgress(ctx, found),
    setImport(ctx, found.id, { state: 'mapping', mapping, dateOrder, country, doneRows: 0 }),
  ])
}

/** Where the studio is: by its number, or by whose holidays it has. */
function countryOf(contactPhone: string, region: string): CountryCode | null {
  const country = parsePhoneNumberFromString(contactPhone)?.country ?? region.slice(0, 2)
  return isSupportedCountry(country) ? country : null
}

function usualOrder(country: CountryCode | null): DateOrder {
  if (country && MONTH_FIRST.has(country)) return 'mdy'
  return country && YEAR_FIRST.has(country) ? 'ymd' : 'dmy'
}
