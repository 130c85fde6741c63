import type { ColumnMeaning, ImportField, OwnField } from './import-fields.ts'
import { importFields, repeatable } from './import-fields.ts'
import { knownHeadings, plainHeading, vendors, vendorSigns, type Vendor } from './known-headings.ts'

/** A field of the studio's own, by all the names it has. */
export type NamedField = { id: string; labels: readonly string[] }

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const PHONE = /^'?\+?[\d\s()./-]{7,}$/

/** Whether a file's first line says what is in its columns: none of it is somebody's address or number. */
export function looksLikeHeadings(cells: readonly string[]): boolean {
  const filled = cells.map((cell) => cell.trim()).filter(Boolean)
  if (filled.some((cell) => EMAIL.test(cell) || PHONE.test(cell))) return false
  const known = new Set(Object.values(knownHeadings).flat())
  return filled.some((cell) => known.has(plainHeading(cell))) || filled.every((cell) => !/^\d/.test(cell))
}

/** Which of the systems we know has written a file with these headings; null when none, or any could have. */
export function recognizeVendor(headings: readonly string[]): Vendor | null {
  const plain = new Set(headings.map(plainHeading))
  // What the others write besides, Acuity does not.
  const isSparse = headings.length <= 7
  return (
    vendors
      .filter((vendor) => vendor !== 'acuity' || isSparse)
      .find((vendor) => vendorSigns[vendor].every((sign) => plain.has(sign))) ?? null
  )
}

type Sheet = {
  /** Empty ones where there is no line of headings. */
  headings: readonly string[]
  /** The first rows. */
  samples: readonly (readonly string[])[]
  ownFields: readonly NamedField[]
}

/** What each column most likely is: by its heading, or by what is in it when that says nothing. Null is left out. */
export function guessMapping({ headings, samples, ownFields }: Sheet): ColumnMeaning[] {
  const plain = headings.map(plainHeading)
  const mapping: ColumnMeaning[] = headings.map(() => null)
  const take = (column: number, meaning: ImportField | OwnField) => {
    if (column !== -1) mapping[column] = meaning
  }
  for (const { id, labels } of ownFields) {
    const names = labels.map(plainHeading)
    take(
      plain.findIndex((heading, column) => heading && mapping[column] === null && names.includes(heading)),
      `field:${id}`,
    )
  }
  for (const field of importFields) {
    const columns = knownHeadings[field].flatMap((known) =>
      plain.flatMap((heading, column) => (heading === known && mapping[column] === null ? [column] : [])),
    )
    for (const column of repeatable.has(field) ? columns : columns.slice(0, 1)) take(column, field)
  }
  settleNames(mapping, plain)
  if (!mapping.includes('email')) take(findByContent(samples, mapping, EMAIL), 'email')
  if (!mapping.includes('phone')) take(findByContent(samples, mapping, PHONE), 'phone')
  return mapping
}

/** One column of whole names may be called what is a first name elsewhere; beside both halves it is nothing new. */
function settleNames(mapping: ColumnMeaning[], plain: readonly string[]): void {
  const [first, last, full] = (['first_name', 'last_name', 'full_name'] as const).map((field) =>
    mapping.indexOf(field),
  )
  if (first === undefined || last === undefined || full === undefined) return
  if (first !== -1 && last !== -1 && full !== -1) mapping[full] = null
  if (first !== -1 && last === -1 && full === -1 && plain[first] === 'име') mapping[first] = 'full_name'
  if (first === -1 && last !== -1 && full !== -1) mapping[full] = 'first_name'
  if (first !== -1 && last === -1 && full !== -1) mapping[first] = null
}

/** The first column without a meaning most of whose cells look like this. */
function findByContent(
  samples: readonly (readonly string[])[],
  mapping: readonly ColumnMeaning[],
  pattern: RegExp,
): number {
  return mapping.findIndex((meaning, column) => {
    const cells = samples.map((cells) => cells[column]?.trim() ?? '').filter(Boolean)
    const fitting = cells.filter((cell) => pattern.test(cell))
    return meaning === null && fitting.length > 0 && fitting.length * 2 > cells.length
  })
}
