import type { CountryCode, NumberType } from 'libphonenumber-js'
import type { MessageSettingsRow, SettingsRow } from '../../db/tenant/schema/index.ts'
import type { SmsRefusal } from './sms-refusals.ts'

/** Kinds of numbers that text messages arrive at, and that cost what a text message costs. */
const MOBILE: readonly NumberType[] = ['MOBILE', 'FIXED_LINE_OR_MOBILE']

type Rules = { settings: Pick<MessageSettingsRow, 'smsCountries'>; studio: Pick<SettingsRow, 'contactPhone'> }

/**
 * Why no text message goes to a number (E.164), if none does: only to mobile ones, in countries the studio writes to. A
 * number of no country (satellites, premium services of the world) is in none of them.
 */
export async function judgeNumber(phone: string, rules: Rules): Promise<SmsRefusal | undefined> {
  const { parsePhoneNumberFromString } = await import('./parse-number.ts')
  const parsed = parsePhoneNumberFromString(phone)
  if (!parsed?.isValid() || !MOBILE.includes(parsed.getType())) return 'sms_not_mobile'
  const countries = await smsCountriesOf(rules)
  return parsed.country && countries.includes(parsed.country) ? undefined : 'sms_country'
}

/** The countries a studio writes to: those it chose, else that of its own number. ISO 3166. */
export async function smsCountriesOf({ settings, studio }: Rules): Promise<string[]> {
  if (settings.smsCountries.length > 0 || studio.contactPhone === null) return settings.smsCountries
  const { parsePhoneNumberFromString } = await import('./parse-number.ts')
  const own: CountryCode | undefined = parsePhoneNumberFromString(studio.contactPhone)?.country
  return own ? [own] : []
}
