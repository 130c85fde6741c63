import type { Locale } from '../studio/get-catalogue.ts'

/** A stretch of time in words, in one zone. */
export type When = {
  /** 'Tuesday, 5 January 2027' */
  date: string
  /** 'Tuesday 5 January' */
  shortDate: string
  /** '18:00', or '6:00 PM' in the Americas. */
  startTime: string
  /** '18:00–19:00' */
  times: string
}

type Stretch = {
  startsAt: number
  endsAt: number
  timeZone: string
  locale: Locale
  /** 'Tue 5 Jan' as the short date. */
  isShort?: boolean
}

/** Says when something is, on the clocks of `timeZone`, in the manner of the language and of the place. */
export function formatWhen({ startsAt, endsAt, timeZone, locale, isShort = false }: Stretch): When {
  const tag = languageTag(locale, timeZone)
  const format = (options: Intl.DateTimeFormatOptions, instant: number) =>
    new Intl.DateTimeFormat(tag, { timeZone, ...options }).format(instant)
  const hour = tag === 'en-US' ? 'numeric' : '2-digit'
  const time = (instant: number) => format({ hour, minute: '2-digit' }, instant)
  // "часа", after a time and once after a range.
  const oClock = locale === 'bg' ? ' ч.' : ''
  const dayOf = (length: 'long' | 'short') => ({ weekday: length, day: 'numeric', month: length }) as const
  return {
    date: format({ ...dayOf('long'), year: 'numeric' }, startsAt),
    shortDate: format(dayOf(isShort ? 'short' : 'long'), startsAt),
    startTime: time(startsAt) + oClock,
    times: `${time(startsAt)}–${time(endsAt)}${oClock}`,
  }
}

/** 'Eastern European Time, GMT+2'; both offsets when the clocks change in between. */
export function nameZone(
  stretches: readonly Pick<Stretch, 'startsAt' | 'endsAt'>[],
  { timeZone, locale }: Pick<Stretch, 'timeZone' | 'locale'>,
): string {
  const tag = languageTag(locale, timeZone)
  const zoneName = (style: 'longGeneric' | 'shortOffset', instant: number) =>
    new Intl.DateTimeFormat(tag, { timeZone, timeZoneName: style })
      .formatToParts(instant)
      .find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
  const instants = stretches.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt])
  const offsets = new Set(instants.map((instant) => zoneName('shortOffset', instant)))
  return `${zoneName('longGeneric', instants[0] ?? 0)}, ${[...offsets].join(' → ')}`
}

/** An amount of money in words, such as '€60.00'. */
export function formatMoney(
  { amountMinor, currency }: { amountMinor: number; currency: string },
  { locale, timeZone }: { locale: Locale; timeZone: string },
): string {
  const format = new Intl.NumberFormat(languageTag(locale, timeZone), { style: 'currency', currency })
  return format.format(amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}

/** English as it is written where the studio is: '6:00 PM' and '$60.00' in the Americas, '18:00' elsewhere. */
function languageTag(locale: Locale, timeZone: string): string {
  if (locale !== 'en') return locale
  return timeZone.startsWith('America/') ? 'en-US' : 'en-GB'
}
