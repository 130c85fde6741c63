import {
  formatTimeOfDay,
  localDateAt,
  toDayNumber,
  toLocalTime,
} from '../../tenants/availability/local-time.ts'
import type { Locale } from '../../tenants/studio/get-catalogue.ts'
import type { Translate } from '../i18n/translator.server.ts'

type FormatOptions = { locale: Locale; currency: string; now: number; say: Translate }

/** Turns instants, dates, money and durations into words of one language. Made once per request. */
export type Format = ReturnType<typeof makeFormat>

/** `now` is UTC epoch milliseconds; zones are IANA names; dates are local 'YYYY-MM-DD'. */
export function makeFormat({ locale, currency, now, say }: FormatOptions) {
  const tag = localeTag(locale, currency)
  const hasDayHalves = tag === 'en-US'

  const minuteOfDay = (minutes: number) =>
    hasDayHalves ? twelveHours(minutes) : formatTimeOfDay(minutes === 1440 ? 0 : minutes)
  /** "06:30–11:30", or "6:30–11:30 AM": the half of the day is said once when it is the same. */
  const minuteRange = (start: number, end: number) => {
    const [from, to] = [minuteOfDay(start), minuteOfDay(end)]
    const isSameHalf = hasDayHalves && from.slice(-2) === to.slice(-2)
    return say('say.through', { from: isSameHalf ? from.slice(0, -3) : from, to })
  }
  const time = (at: number, zone: string) => minuteOfDay(toLocalTime(zone, at).minuteOfDay)
  const date = (on: string, options: Intl.DateTimeFormatOptions) =>
    dateFormat(tag, options).format(toDayNumber(on) * 86_400_000)
  const yearIfOther = (on: string, zone: string) =>
    on.slice(0, 4) === localDateAt(zone, now).slice(0, 4) ? {} : ({ year: 'numeric' } as const)

  const dayLong = (on: string, zone: string) =>
    date(on, { weekday: 'long', day: 'numeric', month: 'long', ...yearIfOther(on, zone) })
  // Short months are numbers in Bulgarian.
  const month = locale === 'bg' ? 'long' : 'short'
  const dayShort = (on: string) => date(on, { weekday: 'short', day: 'numeric', month })
  const dayNear = (on: string, zone: string) => {
    const distance = toDayNumber(on) - toDayNumber(localDateAt(zone, now))
    if (distance === 0) return say('say.today')
    return distance === 1 ? say('say.tomorrow') : dayShort(on)
  }
  return {
    tag,
    minuteOfDay,
    minuteRange,
    time,
    /** "18:00–19:00". */
    timeRange: (startsAt: number, endsAt: number, zone: string) =>
      minuteRange(toLocalTime(zone, startsAt).minuteOfDay, toLocalTime(zone, endsAt).minuteOfDay),
    /** Sunday opens the week where dollars are paid. */
    firstWeekday: hasDayHalves ? 7 : 1,
    /** "Tuesday, 5 January", with the year when it is another than today's. */
    dayLong,
    /** "Tue 5 Jan". */
    dayShort,
    /** "Today", "Tomorrow", else "Tue 5 Jan". */
    dayNear,
    /** "Tuesday", in the middle of a sentence. */
    weekday: (on: string) => date(on, { weekday: 'long' }),
    weekdayShort: (on: string) => sentenceStart(date(on, { weekday: 'short' })),
    monthLong: (on: string) => sentenceStart(date(on, { month: 'long', year: 'numeric' })),
    /** "Today 18:00". */
    whenNear: (at: number, zone: string) =>
      say('say.dayTime', { day: dayNear(localDateAt(zone, at), zone), time: time(at, zone) }),
    /** "Tuesday, 5 January at 18:00". */
    whenLong: (at: number, zone: string) =>
      say('say.dayAtTime', { day: dayLong(localDateAt(zone, at), zone), time: time(at, zone) }),
    duration: (minutes: number) => say('say.minutes', { count: minutes }),
    money: (amountMinor: number, inCurrency = currency) =>
      amountMinor === 0 ? say('say.free') : moneyOf(tag, inCurrency, amountMinor),
  }
}

/** English is American where dollars are paid, else British; so are its dates and its clock. */
export function localeTag(locale: Locale, currency: string): string {
  if (locale === 'bg') return 'bg-BG'
  return currency === 'USD' ? 'en-US' : 'en-GB'
}

/** With a capital, as the first word of a line: Bulgarian writes weekdays and months small. */
export const sentenceStart = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1)

function twelveHours(minuteOfDay: number): string {
  const hour = Math.floor(minuteOfDay / 60) % 24
  const minute = String(minuteOfDay % 60).padStart(2, '0')
  return `${hour % 12 === 0 ? 12 : hour % 12}:${minute} ${hour < 12 ? 'AM' : 'PM'}`
}

/** Minor units by the currency's own digits: 4500 is €45, 4550 is €45.50, and ¥4500 stays whole. */
function moneyOf(tag: string, currency: string, amountMinor: number): string {
  const digits = moneyFormat(tag, currency).resolvedOptions().maximumFractionDigits ?? 2
  return moneyFormat(tag, currency).format(amountMinor / 10 ** digits)
}

// Formatters cost far more to make than to use.
const dateFormats = new Map<string, Intl.DateTimeFormat>()
const moneyFormats = new Map<string, Intl.NumberFormat>()

function dateFormat(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = tag + JSON.stringify(options)
  const known = dateFormats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(tag, { ...options, timeZone: 'UTC' })
  dateFormats.set(key, made)
  return made
}

function moneyFormat(tag: string, currency: string): Intl.NumberFormat {
  const key = `${tag} ${currency}`
  const known = moneyFormats.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(tag, {
    style: 'currency',
    currency,
    trailingZeroDisplay: 'stripIfInteger',
  })
  moneyFormats.set(key, made)
  return made
}
