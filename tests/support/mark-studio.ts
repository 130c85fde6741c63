import { getTableColumns, getTableName, is, sql, type Column, type SQL } from 'drizzle-orm'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import * as schema from '../../db/tenant/schema/index.ts'
import type { TenantDatabase } from '../../db/tenant/open-tenant-database.ts'

/** Texts that are not free: ids, addresses, codes, hashes, dates, and what a table's triggers keep as it is. */
const NOT_FREE =
  /(^|_)(id|ids|slug|locale|currency|zone|on|hash|token|host|actor|region|role|challenge|secret|sealed|key|rp|network|source|author|invited_by|change|pool|version|type|encoding|delimiter|failure|color|preview|country)$/
const FINAL_TABLES = new Set(['identity', 'audit_log', 'consents', 'policy_versions', 'holds', 'passkeys'])

/** Lists of texts as somebody sent them. */
const FREE_LISTS = new Set(['imports.columns', 'import_rows.cells'])

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

/** The JSON with the word behind each of its texts that are free, however deep. */
function markJson(of: SQL, { word, isFree }: { word: string; isFree: SQL }): SQL {
  return sql`(WITH RECURSIVE free(n, path, text) AS (
      SELECT row_number() OVER (ORDER BY id), fullkey, value FROM json_tree(${of}) WHERE ${isFree}),
    marked(n, json) AS (SELECT 0, ${of} UNION ALL
      SELECT free.n, json_set(marked.json, free.path, free.text || ${` ${word}`}) FROM marked JOIN free ON free.n = marked.n + 1)
    SELECT json FROM marked ORDER BY n DESC LIMIT 1)`
}

/** What a column is set to, or nothing when it holds no free text. */
function markOf({ table, name, dataType, enumValues }: Column, word: string): SQL | undefined {
  const of = sql`${sql.identifier(name)}`
  if (name.endsWith('email') || name === 'recipient') return sql`replace(${of}, '@', ${`.${word}@`})`
  if (NOT_FREE.test(name) || enumValues) return undefined
  if (dataType === 'string') return sql`${of} || ${` ${word}`}`
  if (dataType !== 'json') return undefined
  const isList = FREE_LISTS.has(`${getTableName(table)}.${name}`)
  const isFree = isList ? sql`type = 'text'` : sql`type = 'text' AND key IN ('en', 'bg')`
  return markJson(of, { word, isFree })
}
