/** Digits of a currency (ISO 4217) after the point. */
function digitsOf(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  return format.resolvedOptions().maximumFractionDigits ?? 2
}

type MoneyText = { currency: string; tag: string }

/** An amount as somebody would type it: 4550 in EUR is "45.50", and "45,50" in Bulgarian (`tag`, BCP 47). */
export function toMoneyText(amountMinor: number, { currency, tag }: MoneyText): string {
  const digits = digitsOf(currency)
  const amount = amountMinor / 10 ** digits
  return new Intl.NumberFormat(tag, {
    useGrouping: false,
    minimumFractionDigits: Number.isInteger(amount) ? 0 : digits,
    maximumFractionDigits: digits,
  }).format(amount)
}

const PLAIN = /^(\d+)(?:[.,](\d*))?$/
const GROUPED = /^(\d{1,3}(?:\.\d{3})+)(?:,(\d*))?$|^(\d{1,3}(?:,\d{3})+)(?:\.(\d*))?$/

/**
 * Reads an amount as people type it, in minor units: "45", "45,50", "1 234.50", "1.234,50", "€45". NaN for what is no
 * amount, or has more digits than the currency.
 */
export function readMoneyText(text: string, currency: string): number {
  const digits = digitsOf(currency)
  const typed = text
    .replace(new RegExp(`${currency}|лв\\.?|lv\\.?`, 'i'), '')
    .replaceAll(/[\s'’\p{Sc}]/gu, '')
  // Three digits after a point are thousands, unless the currency has so many.
  const grouped = digits === 3 ? null : GROUPED.exec(typed)
  const plain = grouped ?? PLAIN.exec(typed)
  const [whole, fraction = ''] = plain?.slice(1).filter((part) => part !== undefined) ?? []
  if (whole === undefined || fraction.length > digits) return Number.NaN
  return Number(whole.replaceAll(/\D/g, '') + fraction.padEnd(digits, '0'))
}
