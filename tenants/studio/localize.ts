import { locales, type Locale, type LocalizedText } from '../../db/tenant/schema/index.ts'

/** The text in `locale`, else in `fallback`, else in whichever language it was written. */
export function localize(text: LocalizedText, locale: Locale, fallback: Locale): string {
  const order = [locale, fallback, ...locales]
  return order.map((one) => text[one]).find((words) => words !== undefined && words !== '') ?? ''
}
