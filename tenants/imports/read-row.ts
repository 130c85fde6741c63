import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min'
import type { CustomFieldRow } from '../../db/tenant/schema/index.ts'
import { clientInput } from '../bookings/booking-input.ts'
import { line, paragraph } from '../input-parts.ts'
import { rearm } from '../privacy/formulas.ts'
import type { Locale } from '../studio/get-catalogue.ts'
import { ownFieldId, type ColumnMeaning, type ImportField, type OwnField } from './import-fields.ts'
import { readDate, type DateOrder } from './read-date.ts'
import { readOwnField } from './read-own-field.ts'
import { readLanguage, saysYes, splitName, splitText } from './read-words.ts'

/** How the rows of a file are to be understood. */
export type ReadingPlan = {
  columns: readonly string[]
  mapping: readonly ColumnMeaning[]
  dateOrder: DateOrder
  /** Of numbers without a country code. */
  country: CountryCode | null
  ownFields: ReadonlyMap<string, Pick<CustomFieldRow, 'kind' | 'choices'>>
  /** A local date: nobody was born, or written down, after it. */
  today: string
}

/** Somebody as a row says; empty where it says nothing. */
export type ReadPerson = {
  firstName: string
  lastName: string
  email: string | null
  phone: string | null
  bornOn: string | null
  createdOn: string | null
  locale: Locale | null
  tags: string[]
  notes: string[]
  /** The heading of the column that says they want news. */
  news: string | null
  own: { fieldId: string; value: string }[]
}

/** What is wrong with a row, or why nothing becomes of it: the heading of the column it is about, or empty. */
export type RowError = { column: string; code: string }

export type RowReading = { person: ReadPerson; errors: RowError[] }

/** A longer cell is no name, no number and no note. */
export const LONGEST_CELL = 10_000
const MOST_TAGS = 30

/** Reads one row; what it says is complete only without errors. Formulas are text like any other. */
export function readRow(cells: readonly string[], plan: ReadingPlan): RowReading {
  const errors: RowError[] = []
  const { columns, mapping } = plan
  if (cells.slice(columns.length).some((cell) => cell.trim() !== '')) {
    errors.push({ column: '', code: 'too_many_cells' })
  }
  const person: ReadPerson = {
    firstName: '',
    lastName: '',
    email: null,
    phone: null,
    bornOn: null,
    createdOn: null,
    locale: null,
    tags: [],
    notes: [],
    news: null,
    own: [],
  }
  mapping.forEach((meaning, index) => {
    const text = plainCell(cells[index] ?? '')
    if (meaning === null || text === '') return
    const column = nameOfColumn(columns, index)
    const code = text.length > LONGEST_CELL ? 'too_long' : takeCell({ person, plan, meaning, column, text })
    if (code) errors.push({ column, code })
  })
  // Who has one name is called by it.
  if (person.firstName === '') [person.firstName, person.lastName] = [person.lastName, '']
  if (person.firstName === '' && errors.length === 0) errors.push({ column: '', code: 'no_name' })
  return { person, errors }
}

/** What a column is called: its heading, or its number. */
export const nameOfColumn = (columns: readonly string[], index: number): string =>
  columns[index]?.trim() || String(index + 1)

/** As it was meant: table programs are told with `="0888"` that a number is a text, and with `'` what is no formula. */
function plainCell(cell: string): string {
  const text = cell.trim().replace(/^="([^"]*)"$/, '$1')
  return rearm(text).trim()
}

type Cell = {
  person: ReadPerson
  plan: ReadingPlan
  meaning: ImportField | OwnField
  column: string
  text: string
}

/** Writes down what a cell says; a word for what is wrong when it cannot be. */
function takeCell({ person, plan, meaning, column, text }: Cell): string | null {
  const fieldId = ownFieldId(meaning)
  if (fieldId !== null) {
    const field = plan.ownFields.get(fieldId)
    const value = field ? readOwnField(field, text, plan) : null
    if (value !== null) person.own.push({ fieldId, value })
    return value === null ? 'invalid' : null
  }
  // What is no field of the studio's own is one of these.
  return takers[meaning as ImportField](person, text, { ...plan, column })
}

type Taker = (person: ReadPerson, text: string, plan: ReadingPlan & { column: string }) => string | null
const name = line(80)

const takers: Record<ImportField, Taker> = {
  first_name: (person, text) => take(name, text, (value) => (person.firstName = value)),
  last_name: (person, text) => take(name, text, (value) => (person.lastName = value)),
  full_name: (person, text) => {
    const { first, last } = splitName(text)
    const fault = take(name, first, (value) => (person.firstName = value))
    return last === '' ? fault : (fault ?? take(name, last, (value) => (person.lastName = value)))
  },
  email: (person, text) => take(clientInput.shape.email, text, (value) => (person.email = value)),
  phone: (person, text, { country }) => {
    // Some systems write an apostrophe before every number.
    const number = text.replace(/^'/, '')
    const parsed = parsePhoneNumberFromString(number, country ?? undefined)
    return take(clientInput.shape.phone, parsed?.number ?? number, (value) => (person.phone = value))
  },
  born_on: (person, text, plan) => {
    person.bornOn = pastDate(text, plan)
    return person.bornOn === null ? 'not_a_date' : null
  },
  created_on: (person, text, plan) => {
    person.createdOn = pastDate(text, plan)
    return person.createdOn === null ? 'not_a_date' : null
  },
  locale: (person, text) => {
    person.locale = readLanguage(text)
    return null
  },
  tags: (person, text) => {
    const faults = splitText(text).map((tag) => take(line(40), tag, (value) => person.tags.push(value)))
    return faults.find((fault) => fault !== null) ?? (person.tags.length > MOST_TAGS ? 'too_many' : null)
  },
  notes: (person, text) =>
    take(paragraph(LONGEST_CELL), text, (value) => person.notes.push(...(value.match(/[^]{1,2000}/g) ?? []))),
  news: (person, text, { column }) => {
    if (saysYes(text)) person.news = column
    return null
  },
}

type Schema<Value> = {
  safeParse: (text: string) => { success: boolean; data?: Value; error?: { issues: { message: string }[] } }
}

/** What a schema makes of a text; its word for what is wrong when it makes nothing of it. */
function take<Value>(schema: Schema<Value>, text: string, keep: (value: Value) => unknown): string | null {
  const { success, data, error } = schema.safeParse(text)
  if (success && data !== undefined) keep(data)
  return success ? null : (error?.issues[0]?.message ?? 'invalid')
}

function pastDate(text: string, { dateOrder, today }: ReadingPlan): string | null {
  const date = readDate(text, dateOrder, Number(today.slice(0, 4)))
  return date !== null && date <= today ? date : null
}
