import type { CustomFieldRow } from '../../db/tenant/schema/index.ts'
import { LONGEST_VALUE, settle } from '../clients/custom-fields/field-values.ts'
import { paragraph } from '../input-parts.ts'
import { readDate, type DateOrder } from './read-date.ts'
import { readYesNo } from './read-words.ts'

type Field = Pick<CustomFieldRow, 'kind' | 'choices'>
type WrittenBy = { dateOrder: DateOrder; today: string }

/** What a field of the studio's own keeps of a text in a file, by the rule of `settle`; null for what it cannot keep. */
export function readOwnField(field: Field, text: string, writtenBy: WrittenBy): string | null {
  const typed = readTyped(field, text, writtenBy)
  return typed === null ? null : (settle(field, typed) ?? null)
}

/** As it would be typed into the field. */
function readTyped({ kind, choices }: Field, text: string, { dateOrder, today }: WrittenBy): string | null {
  switch (kind) {
    case 'text':
      return paragraph(LONGEST_VALUE).safeParse(text).data ?? null
    case 'number':
      return readNumber(text)
    case 'date':
      return readDate(text, dateOrder, Number(today.slice(0, 4)))
    case 'choice':
      return choices.find((choice) => choice.toLowerCase() === text.toLowerCase()) ?? null
    case 'yes_no':
      return readYesNo(text)
  }
}

/** `1 234,5` and `1234.50` alike; what has both signs is told by which comes last. */
function readNumber(text: string): string {
  const digits = text.replaceAll(/[\s\u00a0']/g, '')
  const isDecimalComma = digits.lastIndexOf(',') > digits.lastIndexOf('.')
  return isDecimalComma ? digits.replaceAll('.', '').replace(',', '.') : digits.replaceAll(',', '')
}
