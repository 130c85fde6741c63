import { sql } from 'drizzle-orm'
import type { TestTenant } from './make-tenant.ts'
import { traces } from './write-known-rows.ts'

/** Every row of every table of a studio's database, as one text for each table. */
export async function dumpTables({ ctx: { db } }: TestTenant): Promise<Map<string, string>> {
  const [tables] = await db.read([
    db.orm.all<{ name: string }>(
      sql`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'libsql_%'`,
    ),
  ])
  const dump = new Map<string, string>()
  for (const { name } of tables) {
    const [rows] = await db.read([db.orm.all(sql`SELECT * FROM ${sql.identifier(name)}`)])
    dump.set(name, JSON.stringify(rows))
  }
  return dump
}

/** Where in the database anything still says who the person of `make-known-client.ts` is. */
export async function findTraces(studio: TestTenant): Promise<string[]> {
  const dump = await dumpTables(studio)
  return Object.values(traces).flatMap((trace) =>
    [...dump].flatMap(([table, text]) => (text.includes(trace) ? [`${table}: ${trace}`] : [])),
  )
}
