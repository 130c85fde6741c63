import { getTableColumns, getTableName, is, sql } from 'drizzle-orm'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { expect, test } from 'vitest'
import * as schema from '../../db/tenant/schema/index.ts'
import { makeKnownClient } from '../../tests/support/make-known-client.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { impersonalTables, personalTables } from './personal-data.ts'
import { readPerson } from './person.ts'

const tables = Object.values(schema).flatMap((value) => (is(value, SQLiteTable) ? [value] : []))
const listed = personalTables.map(({ table }) => getTableName(table))

test('every table is about people or is not, and none is both', async () => {
  const { ctx } = await makeTenant()
  const [made] = await ctx.db.read([
    ctx.db.orm.all<{ name: string }>(sql`SELECT name FROM sqlite_master WHERE type = 'table'
      AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'libsql_%'`),
  ])
  const known = [...listed, ...Object.keys(impersonalTables)].toSorted()
  expect(made.map(({ name }) => name).toSorted()).toEqual(known)
  expect(tables.map(getTableName).filter((name) => !known.includes(name))).toEqual([])
  expect(new Set(known).size).toBe(known.length)
})

test('every column of the tables about people says whether it is shown and what becomes of it', async () => {
  const { ctx } = await makeTenant()
  for (const { table, columns } of personalTables) {
    const name = getTableName(table)
    const [made] = await ctx.db.read([
      ctx.db.orm.all<{ name: string }>(sql`SELECT name FROM pragma_table_info(${name})`),
    ])
    const treated = Object.entries(getTableColumns(table)).flatMap(([key, column]) =>
      columns[key] ? [column.name] : [],
    )
    expect([name, made.map((column) => column.name).toSorted()]).toEqual([name, treated.toSorted()])
  }
})

test('no table that is about nobody points to somebody', async () => {
  const { ctx } = await makeTenant()
  for (const name of Object.keys(impersonalTables)) {
    const [links] = await ctx.db.read([
      ctx.db.orm.all<{ table: string }>(sql`SELECT "table" FROM pragma_foreign_key_list(${name})`),
    ])
    const people = links.filter(({ table }) => ['clients', 'bookings', 'waitlist_entries'].includes(table))
    expect([name, people]).toEqual([name, []])
  }
})

test('the person of the tests has something in every column that is to be forgotten', async () => {
  const studio = await makeTenant()
  const { clientId } = await makeKnownClient(studio)
  const person = await readPerson(studio.ctx, clientId)
  const empty: string[] = []
  for (const { table, whose, columns, isDeleted } of personalTables) {
    const name = getTableName(table)
    if (name === 'erasures') continue
    const [rows] = await studio.ctx.db.read([studio.ctx.db.orm.select().from(table).where(whose(person))])
    expect([name, rows.length > 0]).toEqual([name, true])
    for (const [key, { becomes }] of Object.entries(columns)) {
      if (isDeleted || !becomes || key === 'revokedAt' || key === 'usedAt') continue
      if (rows.every((row) => row[key] === null || row[key] === '')) empty.push(`${name}.${key}`)
    }
  }
  expect(empty).toEqual([])
})
