import type { Locale } from '../studio/get-catalogue.ts'
import { cleanLine } from './clean-text.ts'
import { formatMoney, formatWhen, nameZone } from './format-when.ts'
import { messageWords } from './message-words.ts'
import { nameBooking, type StudioNames } from './studio-names.ts'
import { listPeople, type Story } from './tell-story.ts'

/** `note` is said more quietly, such as the zone of a time. One line each. */
export type Fact = { label: string; values: string[]; note: string }

type Telling = { story: Story; locale: Locale; catalogue: StudioNames }
type Dates = Story['dates']

/** What, when, with whom, where and for how much: whatever there is to say of it. */
export function listFacts(telling: Telling): Fact[] {
  const { story } = telling
  const isAboutVisits = story.paid !== null && story.paid.packageName !== ''
  const facts = isAboutVisits ? listPackage(telling) : [...listBooking(telling), ...listAmount(telling)]
  return facts
    .map(({ label, values, note = '' }) => ({
      label,
      values: values.map(cleanLine).filter((value) => value !== ''),
      note: cleanLine(note),
    }))
    .filter(({ values }) => values.length > 0)
}

type RoughFact = Omit<Fact, 'note'> & { note?: string }

/** What a package of visits is, and what is left of it. */
function listPackage(telling: Telling): RoughFact[] {
  const { story, locale } = telling
  const { paid, timeZone } = story
  const { labels } = messageWords[locale]
  if (!paid) return []
  const { packageName, visitsLeft, expiresAt } = paid
  const until = (instant: number) => formatWhen({ startsAt: instant, endsAt: instant, timeZone, locale }).date
  return [
    { label: labels.package, values: [packageName] },
    { label: labels.left, values: visitsLeft === null ? [] : [String(visitsLeft)] },
    { label: labels.expires, values: expiresAt === null ? [] : [until(expiresAt)] },
    ...listAmount(telling),
  ]
}

function listBooking({ story, locale, catalogue }: Telling): RoughFact[] {
  const { labels, guests } = messageWords[locale]
  const { timeZone, dates, before, kind } = story
  const names = nameBooking(story.pointers, catalogue, locale)
  const old = nameBooking({ ...story.pointers, otherTrainerIds: [], ...before }, catalogue, locale)
  const isMoved =
    before !== null && (before.startsAt !== dates[0]?.startsAt || before.endsAt !== dates[0].endsAt)
  const clientZone = story.clientTimeZone ?? timeZone
  const list = (stretches: Dates, zone: string) => stretches.map((one) => formatStretch(one, zone, locale))
  const when = list(dates, timeZone)
  const yourTime = list(dates, clientZone)
  const place = ({ place: name, address }: typeof names) =>
    [name, address].filter((one) => one !== '').join(', ')
  const insteadOf = (isNew: boolean, name: string) =>
    isNew && name !== '' ? `${labels.insteadOf} ${name}` : ''
  const until = kind === 'waitlist_offered' && story.until !== null ? story.until : null
  const price = formatPrice({ story, locale, catalogue })
  return [
    { label: labels.service, values: [names.service] },
    { label: labels.when, values: when, note: nameZone(dates, { timeZone, locale }) },
    // Only when the client's clock shows something else.
    {
      label: labels.yourTime,
      values: yourTime.join() === when.join() ? [] : yourTime,
      note: nameZone(dates, { timeZone: clientZone, locale }),
    },
    { label: labels.before, values: isMoved ? list([before], timeZone) : [] },
    { label: labels.until, values: until === null ? [] : [formatMoment(until, timeZone, locale)] },
    {
      label: labels.trainer,
      values: [names.trainer],
      note: insteadOf(before !== null && before.trainerId !== story.pointers.trainerId, old.trainer),
    },
    {
      label: labels.place,
      values: [place(names)],
      note: insteadOf(before !== null && before.locationId !== story.pointers.locationId, place(old)),
    },
    { label: labels.people, values: [listPeople(story, guests)] },
    { label: labels.price, values: [price.total], note: price.each },
    { label: labels.reason, values: [story.reason] },
  ]
}

/** What was paid or given back. */
function listAmount({ story, locale }: Telling): RoughFact[] {
  const { paid, currency, timeZone } = story
  const amount =
    typeof paid?.amountMinor === 'number'
      ? formatMoney({ amountMinor: paid.amountMinor, currency }, { locale, timeZone })
      : ''
  return [{ label: messageWords[locale].labels.amount, values: [amount] }]
}

function formatStretch(stretch: Dates[number], timeZone: string, locale: Locale): string {
  const { date, times } = formatWhen({ ...stretch, timeZone, locale })
  return `${date}, ${times}`
}

function formatMoment(instant: number, timeZone: string, locale: Locale): string {
  const { date, startTime } = formatWhen({ startsAt: instant, endsAt: instant, timeZone, locale })
  return `${date}, ${startTime}`
}

/** The sum, and how it comes about. */
function formatPrice({ story, locale }: Telling): { total: string; each: string } {
  const { pricesMinor, currency, timeZone } = story
  const money = (amountMinor: number) =>
    amountMinor === 0
      ? messageWords[locale].freeOfCharge
      : formatMoney({ amountMinor, currency }, { locale, timeZone })
  const [first, ...more] = pricesMinor
  if (first === undefined) return { total: '', each: '' }
  const isEach = more.length > 0 && first > 0 && more.every((one) => one === first)
  return {
    total: money(pricesMinor.reduce((sum, one) => sum + one, 0)),
    each: isEach ? `${pricesMinor.length} × ${money(first)}` : '',
  }
}
