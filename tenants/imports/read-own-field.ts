import type { CustomFieldRow } from '../../db/tenant/schema/index.ts'
import { paragraph } from '../input-parts.ts'
import { readDate, type DateOrder } from './read-date.ts'
import { readYesNo } from './read-words.ts'

const LONGEST_TEXT = 2_000

type Field = Pick<CustomFieldRow, 'kind' | 'choices'>

/** What a field of the studio's own keeps of a text, as `client_field_values` has it; null for what it cannot keep. */
export function readOwnField(
  { kind, choices }: Field,
  text: string,
  { dateOrder, today }: { dateOrder: DateOrder; today: string },
): string | null {
  switch (kind) {
    case 'text':
      return paragraph(LONGEST_TEXT).safeParse(text).data ?? null
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
function readNumber(text: string): string | null {
  const digits = text.replaceAll(/[\s\u00a0']/g, '')
  const isDecimalComma = digits.lastIndexOf(',') > digits.lastIndexOf('.')
  const number = isDecimalComma ? digits.replaceAll('.', '').replace(',', '.') : digits.replaceAll(',', '')
  return /^-?\d{1,15}(\.\d{1,6})?$/.test(number) ? number : null
}
