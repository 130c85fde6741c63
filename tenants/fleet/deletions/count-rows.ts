import { getTableName, is, sql } from 'drizzle-orm'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import * as schema from '../../../db/tenant/schema/index.ts'
import type { TenantContext } from '../../context.ts'

/** How many rows a studio has, by table; without those that are empty or that its version lacks. @throws DatabaseError */
export async function countRows({ db }: Pick<TenantContext, 'db'>): Promise<Record<string, number>> {
  const [there] = await db.read([
    db.orm.all<{ name: string }>(sql`SELECT name FROM sqlite_schema WHERE type = 'table'`),
  ])
  const names = new Set(there.map(({ name }) => name))
  const known = Object.values(schema).flatMap((one) =>
    is(one, SQLiteTable) && names.has(getTableName(one)) ? [one] : [],
  )
  const [first, ...rest] = known.map((table) => db.orm.select({ rows: sql<number>`count(*)` }).from(table))
  if (!first) return {}
  const counted = await db.read([first, ...rest])
  const rows = known.map((table, index) => [getTableName(table), counted[index]?.[0]?.rows ?? 0] as const)
  return Object.fromEntries(rows.filter(([, count]) => count > 0))
}
