import type { LocalizedText } from '../../db/tenant/schema/index.ts'
import type { Locale } from '../studio/get-catalogue.ts'
import { localize } from '../studio/localize.ts'
import { cleanLine, cleanText, greetingName } from './clean-text.ts'
import { formatMoney, formatWhen } from './format-when.ts'
import { messageWords } from './message-words.ts'
import { nameBooking, type StudioNames } from './studio-names.ts'
import type { Story } from './tell-story.ts'
import type { TemplateValues } from './templates/placeholders.ts'

type Telling = {
  locale: Locale
  catalogue: StudioNames
  /** 'Tue 5 Jan' for 'Tuesday 5 January'. */
  isShort?: boolean
}

/** What a story puts in for the placeholders of a template. Every text is on one line, but for the policy. */
export function tellValues(story: Story, telling: Telling): TemplateValues {
  const { locale, catalogue } = telling
  const { studio } = catalogue
  const { dates, freeCancelUntil, until, places, position } = story
  const [first] = dates
  const say = (instant: number | null | undefined) =>
    typeof instant === 'number' ? sayWhen(instant, story.timeZone, telling) : ''
  const names = nameBooking(story.pointers, catalogue, locale)
  const policy: LocalizedText = story.policy ?? studio.policy
  const total = story.pricesMinor.reduce((sum, one) => sum + one, 0)
  return {
    first_name: greetingName(story.firstName) ?? '',
    studio: cleanLine(names.studio),
    phone: cleanLine(studio.contactPhone ?? ''),
    service: cleanLine(names.service),
    trainer: cleanLine(names.trainer),
    place: cleanLine(names.place),
    when: say(first?.startsAt),
    price: total > 0 ? moneyOf(total, { story, locale }) : '',
    policy: cleanText(localize(policy, locale, studio.defaultLocale)),
    free_until: say(freeCancelUntil),
    until: say(until),
    position: position > 0 ? String(position) : '',
    places: String(places),
    dates: String(dates.length),
    reason: story.reason,
    ...tellMoney(story, telling),
    is_class: story.isClass,
    many_places: places > 1,
    many_dates: dates.length > 1,
    is_pending: story.isPending,
    is_expired: story.isExpired,
    by_studio: story.byStudio,
    is_promoting: story.isPromoting,
    is_soon: story.leadMinutes <= 60,
    ...tellChanges(story),
  }
}

function tellMoney(story: Story, { locale, isShort = false }: Telling): TemplateValues {
  const { owed, paid, timeZone } = story
  const words = messageWords[locale]
  const fee = owed && owed.amountMinor > 0 ? moneyOf(owed.amountMinor, { story, locale }) : ''
  const credit = owed?.losesCredit ? words.oneCredit : ''
  const day = (instant: number) =>
    formatWhen({ startsAt: instant, endsAt: instant, timeZone, locale, isShort })
  return {
    cost: fee !== '' && credit !== '' ? words.and(fee, credit) : fee + credit,
    is_late: owed !== null,
    is_waived: owed?.isWaived ?? false,
    is_cost_open: owed?.isPending ?? false,
    is_cost_due: owed !== null && !owed.isWaived && !owed.isPending,
    is_absence: story.isAbsence,
    amount: typeof paid?.amountMinor === 'number' ? moneyOf(paid.amountMinor, { story, locale }) : '',
    package: paid?.packageName ?? '',
    left: typeof paid?.visitsLeft === 'number' ? String(paid.visitsLeft) : '',
    expires: typeof paid?.expiresAt === 'number' ? day(paid.expiresAt).shortDate : '',
  }
}

function tellChanges({ before, dates: [first], pointers }: Story): TemplateValues {
  if (!before) return {}
  return {
    new_time: before.startsAt !== first?.startsAt || before.endsAt !== first.endsAt,
    new_trainer: before.trainerId !== pointers.trainerId,
    new_place: before.locationId !== pointers.locationId,
  }
}

function moneyOf(
  amountMinor: number,
  { story: { currency, timeZone }, locale }: { story: Story; locale: Locale },
): string {
  return formatMoney({ amountMinor, currency }, { locale, timeZone })
}

function sayWhen(instant: number, timeZone: string, { locale, isShort = false }: Telling): string {
  const { shortDate, startTime } = formatWhen({
    startsAt: instant,
    endsAt: instant,
    timeZone,
    locale,
    isShort,
  })
  return `${shortDate}, ${startTime}`
}
