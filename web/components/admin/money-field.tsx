import type { FieldProps } from '../field.tsx'
import { NumberField } from './number-field.tsx'

/** An amount as people write it, with its currency (ISO 4217). The server reads it: `web/lib/money-text.ts`. */
export function MoneyField({ currency, ...field }: FieldProps & { currency: string }) {
  return <NumberField {...field} unit={currency} isDecimal />
}
