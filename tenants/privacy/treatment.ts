import { sql, type SQL } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Person } from './person.ts'

/** Whether somebody gets to see what a column says of them, and what it says when they are forgotten. */
export type Treatment = {
  isExported: boolean
  /** Absent: it stays as it is, as it names nobody. */
  becomes?: SQL
}

export type PersonalTable = {
  table: SQLiteTable
  /** What its rows are called in an export; null: it holds nothing to show. */
  record: string | null
  /** Which of its rows are about somebody, as a condition. */
  whose: (person: Person) => SQL
  /** The rows go as a whole when the person is forgotten. */
  isDeleted?: true
  /** Every column of the table, by its key. */
  columns: Record<string, Treatment>
}

/** Says of every column of a table what becomes of it: a new one without is an error of types here. */
export function personal<Table extends SQLiteTable>(
  table: Table,
  rest: Omit<PersonalTable, 'table' | 'columns'> & {
    columns: Record<keyof Table['_']['columns'] & string, Treatment>
  },
): PersonalTable {
  return { table, ...rest }
}

/** What people are called who are a name no more. */
export const ERASED_NAME = 'Erased'
/** An address of their own for each: `.invalid` is never a domain (RFC 2606). */
export const ERASED_ADDRESS = sql`id || '@erased.invalid'`

export const shown: Treatment = { isExported: true }
export const hidden: Treatment = { isExported: false }
export const blanked: Treatment = { isExported: true, becomes: sql`''` }
export const emptied: Treatment = { isExported: true, becomes: sql`NULL` }
export const renamed: Treatment = { isExported: true, becomes: sql`${ERASED_NAME}` }
export const readdressed: Treatment = { isExported: true, becomes: ERASED_ADDRESS }
/** What one could be recognised by who knows the original. */
export const unlinked: Treatment = { isExported: false, becomes: sql`''` }

/** A text whose being there means something. */
export function reworded(column: string): Treatment {
  return { isExported: true, becomes: sql`CASE WHEN ${sql.identifier(column)} IS NOT NULL THEN '' END` }
}

export const ofClient = ({ clientIds }: Person): SQL => sql`client_id IN ${clientIds}`
export const ofLogin = ({ userId }: Person): SQL => sql`user_id = ${userId}`
export const bookingsOf = ({ clientIds }: Person): SQL =>
  sql`(SELECT id FROM bookings WHERE client_id IN ${clientIds})`
export const entriesOf = ({ clientIds }: Person): SQL =>
  sql`(SELECT id FROM waitlist_entries WHERE client_id IN ${clientIds})`
export const isTheirToken = ({ userId, emails }: Person): SQL =>
  sql`(user_id = ${userId} OR (user_id IS NULL AND email IN ${emails}))`
