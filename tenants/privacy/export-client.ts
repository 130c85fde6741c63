import { getTableColumns, sql } from 'drizzle-orm'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { personalTables } from './personal-data.ts'
import { asClientOnly, readPerson, type Person } from './person.ts'
import { requireOwnOrStaff } from './require-own-or-staff.ts'
import type { PersonalTable } from './treatment.ts'

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
export type ExportedRow = Record<string, Json>

/** All that a studio knows of one person. */
export type PersonExport = {
  studio: string
  clientId: string
  /** RFC 3339, as every instant in it. */
  exportedAt: string
  /**
   * What there is, by kind: `profile`, `bookings`, `messages` … (`personal-data.ts`). `names` says what trainers, services
   * and places are called whose ids the others hold.
   */
  records: Record<string, ExportedRow[]>
}

/**
 * Everything a studio's database holds about one client: for the client, and for staff with the right to look at all data.
 * How somebody who works there signs in, only they themselves get. No secrets, such as passwords or keys. That it was exported is in the audit log. Two round trips.
 *
 * @throws AppError `unauthorized`, `forbidden`, `reauthentication_required`, `not_found`; DatabaseError.
 */
export async function exportClient(
  ctx: TenantContext,
  { clientId }: { clientId: string },
): Promise<PersonExport> {
  const actor = requireOwnOrStaff(ctx, { clientId, right: 'data:view', mayBeKey: true })
  const whole = await readPerson(ctx, clientId)
  const person = ctx.login?.clientId === clientId ? whole : asClientOnly(whole)
  const { db, tenant } = ctx
  const shown = personalTables.filter(({ record }) => record !== null)
  const [, names, ...found] = await db.write([
    insertAudit(ctx, { actor, action: 'client.export', subjectId: clientId }),
    selectNames(db),
    ...shown.map((table) => selectRows(db, table, person)),
  ])
  const records: PersonExport['records'] = {}
  shown.forEach(({ record }, index) => {
    // Which has the name that the filter found.
    records[record ?? ''] = (found[index] ?? []).map(toRow)
  })
  const known = JSON.stringify(records)
  records['names'] = names.filter(({ id }) => known.includes(JSON.stringify(id)))
  return { studio: tenant.name, clientId, exportedAt: toInstant(ctx.now()), records }
}

function selectRows({ orm }: TenantContext['db'], { table, whose, columns }: PersonalTable, person: Person) {
  const all = getTableColumns(table)
  const selection = Object.fromEntries(
    Object.entries(all).filter(([key]) => columns[key]?.isExported === true),
  )
  return orm
    .select(selection)
    .from(table)
    .where(whose(person))
    .orderBy(sql`rowid`)
}

function selectNames({ orm }: TenantContext['db']) {
  const inFirstLanguage = sql`coalesce(name ->> ('$.' || (SELECT default_locale FROM settings)), '')`
  return orm.all<{ id: string; name: string }>(sql`SELECT id, ${inFirstLanguage} AS name FROM trainers
    UNION ALL SELECT id, ${inFirstLanguage} FROM services
    UNION ALL SELECT id, ${inFirstLanguage} FROM locations`)
}

/** Keys of instants end like this in every table. */
const INSTANT = /^at$|(?:At|Until|From)$/

function toRow(row: Record<string, unknown>): ExportedRow {
  const entries = Object.entries(row).map(([key, value]) => [
    key,
    typeof value === 'number' && INSTANT.test(key) ? toInstant(value) : value,
  ])
  // Columns are texts, numbers, booleans and JSON.
  return Object.fromEntries(entries) as ExportedRow
}

function toInstant(ms: number): string {
  return new Date(ms).toISOString()
}
