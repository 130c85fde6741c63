import type { Locale, LocalizedText, Studio } from '../../../tenants/studio/get-catalogue.ts'
import type { Language } from '../../components/admin/localized-field.tsx'
import type { Desk } from '../../lib/desk.server.ts'
import { readMoneyText, toMoneyText } from '../../lib/money-text.ts'
import type { SentForm } from '../../lib/read-form.server.ts'
import { languageNames } from '../../lib/shell.server.ts'
import { readSeen, type SeenForm } from './seen-form.server.ts'

/** What is in the fields of a form, by their names. */
export type Values = Record<string, string>

type Languages = Pick<Studio, 'locales' | 'defaultLocale'>

const inOrder = ({ locales, defaultLocale }: Languages): Locale[] => [
  defaultLocale,
  ...locales.filter((locale) => locale !== defaultLocale),
]

/** The studio's languages for `LocalizedField`, the first one marked. */
export function languagesOf({ studio, words }: Desk): Language[] {
  const { firstLanguage } = words('admin').forms
  const all = inOrder(studio)
  return all.map((locale, index) => ({
    locale,
    name: languageNames[locale],
    mark: index === 0 && all.length > 1 ? firstLanguage : '',
  }))
}

/** What a form shows of a text: a field for each of the studio's languages. */
export const localizedValues = (name: string, text: LocalizedText, studio: Languages): Values =>
  Object.fromEntries(inOrder(studio).map((locale) => [`${name}.${locale}`, text[locale] ?? '']))

/** What was typed, in the languages in which something was; `kept` has those that the studio does not offer (now). */
export function readLocalized(values: Values, name: string, kept: LocalizedText = {}): LocalizedText {
  const all = new Set([...Object.keys(kept), ...Object.keys(languageNames)])
  return Object.fromEntries(
    [...all]
      // Nothing but languages: those known, and those the text has.
      .map((locale) => [locale, values[`${name}.${locale}`] ?? kept[locale as Locale] ?? ''] as const)
      .filter(([, text]) => text.trim() !== ''),
  )
}

/** Names for the languages of a text, for what compares two editions. */
export const localizedLabels = (name: string, label: string, desk: Desk): Values =>
  Object.fromEntries(
    languagesOf(desk).map(({ locale, name: language }, _index, { length }) => [
      `${name}.${locale}`,
      length > 1 ? `${label} · ${language}` : label,
    ]),
  )

const unitMinutes = { minutes: 1, hours: 60, days: 1440 } as const

/** What `DurationField` shows of so many minutes: in the widest unit that is whole. */
export function durationValues(name: string, minutes: number | null): Values {
  const isWhole = (unit: number) => minutes !== null && minutes !== 0 && minutes % unit === 0
  const unit = isWhole(1440) ? 'days' : isWhole(60) ? 'hours' : 'minutes'
  return {
    [name]: minutes === null ? '' : String(minutes / unitMinutes[unit]),
    [`${name}.unit`]: unit,
  }
}

/** So many minutes; null where none were typed, NaN for what is no number. */
export function readDuration(values: Values, name: string): number | null {
  const count = readNumber(values, name)
  const unit = Object.entries(unitMinutes).find(([key]) => key === values[`${name}.unit`])
  return count === null ? null : Math.round(count * (unit?.[1] ?? 1))
}

/** A number; null where none was typed, NaN for what is none. */
export function readNumber(values: Values, name: string): number | null {
  const text = (values[name] ?? '').trim().replace(',', '.')
  return text === '' ? null : /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN
}

/** What `MoneyField` shows. */
export const moneyText = ({ format, studio }: Desk, amountMinor: number | null): string =>
  amountMinor === null ? '' : toMoneyText(amountMinor, { currency: studio.currency, tag: format.tag })

/** An amount in the studio's currency; null where none was typed. */
export function readMoney(values: Values, name: string, { studio }: Desk) {
  const text = (values[name] ?? '').trim()
  const { currency } = studio
  return text === '' ? null : { amountMinor: readMoneyText(text, currency), currency }
}

/** What `CheckField` shows, and whether it was ticked. */
export const checkText = (isOn: boolean): string => (isOn ? 'on' : '')
export const isChecked = (values: Values, name: string): boolean => values[name] === 'on'

/** What was typed into the fields of a form that has these. */
export const typedIn = (form: SentForm, fields: Readonly<Values>): Values =>
  Object.fromEntries(Object.keys(fields).map((name) => [name, form.text(name)]))

/** What a form says it showed when it was opened. */
export const seenIn = (form: SentForm): SeenForm => readSeen(form.json('edition'))
