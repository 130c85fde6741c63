import { getTableColumns, getTableName, is, sql, type Column, type SQL } from 'drizzle-orm'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import * as schema from '../../db/tenant/schema/index.ts'
import type { TenantDatabase } from '../../db/tenant/open-tenant-database.ts'

/** Texts that are not free: ids, addresses, codes, hashes, dates, and what a table's triggers keep as it is. */
const NOT_FREE =
  /(^|_)(id|ids|slug|locale|currency|zone|on|hash|token|host|actor|region|role|challenge|secret|sealed|key|rp|network|source|author|invited_by|change|pool|version)$/
const FINAL_TABLES = new Set(['identity', 'audit_log', 'consents', 'policy_versions', 'holds', 'passkeys'])

const tables = Object.values<unknown>(schema).filter((one): one is SQLiteTable => is(one, SQLiteTable))

/**
 * Puts a word into every free text of a studio's database, whoever wrote it and in whatever language; gives the columns
 * that hold it now, such as `clients.first_name`.
 */
export async function markStudio({ orm, read, write }: TenantDatabase, word: string): Promise<string[]> {
  const marked: string[] = []
  for (const table of tables) {
    const name = getTableName(table)
    if (FINAL_TABLES.has(name)) continue
    for (const column of Object.values(getTableColumns(table))) {
      const value = markOf(column, word)
      if (!value) continue
      const of = sql.identifier(column.name)
      const isThere = sql`${of} IS NOT NULL`
      await write([orm.run(sql`UPDATE ${sql.identifier(name)} SET ${of} = ${value} WHERE ${isThere}`)])
      const [[row]] = await read([
        orm.all<{ n: number }>(
          sql`SELECT count(*) AS n FROM ${sql.identifier(name)} WHERE ${of} LIKE ${`%${word}%`}`,
        ),
      ])
      if ((row?.n ?? 0) > 0) marked.push(`${name}.${column.name}`)
    }
  }
  return marked
}

/** What a column is set to, or nothing when it holds no free text. */
function markOf({ name, dataType, enumValues }: Column, word: string): SQL | undefined {
  const of = sql.identifier(name)
  if (name.endsWith('email') || name === 'recipient') return sql`replace(${of}, '@', ${`.${word}@`})`
  if (NOT_FREE.test(name) || enumValues) return undefined
  if (dataType === 'string') return sql`${of} || ${` ${word}`}`
  // Texts per language are JSON objects of strings.
  if (dataType !== 'json') return undefined
  const spoken = sql`${of} LIKE '{"en":"%' OR ${of} LIKE '{"bg":"%'`
  const set = sql`replace(replace(${of}, '","', ${` ${word}","`}), '"}', ${` ${word}"}`})`
  return sql`CASE WHEN ${spoken} THEN ${set} ELSE ${of} END`
}
