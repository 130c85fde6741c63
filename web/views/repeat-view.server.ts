import { previewSeries } from '../../tenants/series/preview-series.ts'
import type { SeriesPreview } from '../../tenants/series/plan-series.ts'
import type { Service } from '../../tenants/studio/get-catalogue.ts'
import { getTrainer } from '../../tenants/studio/get-trainer.ts'
import { partySizeOf } from '../lib/booking-form.server.ts'
import { sentenceStart } from '../lib/format.server.ts'
import type { Portal } from '../lib/portal.server.ts'
import { formView, peopleChoices } from './form-view.server.ts'
import { holdToUse, keptTime } from './kept-time.server.ts'
import { reasonOf } from './tell-failure.server.ts'

const MOST_WEEKS = 26
const USUAL_WEEKS = 10

/** What is repeated, whichever page it was chosen on. */
export type Repeated = {
  service: Service
  wish: {
    serviceId: string
    trainerId: string | null
    locationId: string | null
    durationMinutes: number | null
    startsAt: number
  }
  timeZone: string
  priceMinor: number
  /** Where the time that is kept is kept again or given back, if there is one. */
  holdHref?: string | undefined
  /** Back to the one date. */
  backHref: string
}

/** How often, of what the address asks for; null until it asks. */
export function countOf({ url }: Portal): number | null {
  const count = Math.floor(Number(url.searchParams.get('count')))
  return count >= 2 ? Math.min(count, MOST_WEEKS) : null
}

/** How many come, of what the address asks for. */
export const headsOf = ({ url }: Portal, { maxParty }: Service): number =>
  Math.min(partySizeOf({ people: url.searchParams.get('people') ?? '' }), Math.max(1, maxParty))

/** The same time for several weeks: how many, every date with what is in its way, and the form that books them. */
export async function repeatView(portal: Portal, repeated: Repeated) {
  const { ctx, format, say, studio, text, url, words } = portal
  const { service, wish, timeZone, priceMinor, backHref } = repeated
  const count = countOf(portal)
  const heads = headsOf(portal, service)
  const labels = words('repeat')
  const asked = {
    ...wish,
    guests: Array.from({ length: heads - 1 }, () => ({})),
    hold: await holdToUse(portal),
  }
  const preview = count === null ? null : await previewSeries(ctx, { ...asked, count })
  const form = await formView(portal, {
    service,
    startsAt: wish.startsAt,
    timeZone,
    priceMinor,
    priceText: say('say.eachDate', { price: format.money(priceMinor * heads) }),
    submitLabel: service.approval === 'always' ? labels.request : labels.submit,
  })
  return {
    title: labels.title,
    what: [text(service.name), format.whenLong(wish.startsAt, timeZone)].join(', '),
    count: String(count ?? USUAL_WEEKS),
    counts: Array.from({ length: MOST_WEEKS - 1 }, (_, index) => ({
      value: String(index + 2),
      label: say('say.times', { count: index + 2 }),
    })),
    /** What the form that asks how often has to keep. */
    query: [...url.searchParams].filter(([name]) => name !== 'count' && name !== 'people'),
    kept: await keptTime(portal, { serviceId: service.id, startsAt: wish.startsAt }),
    holdHref: repeated.holdHref,
    people: peopleChoices(portal, service),
    heads: String(heads),
    dates: preview ? datesView(portal, preview) : null,
    form: { ...form, people: [], hasGuests: heads > 1, terms: { ...form.terms, cancelLine: '' } },
    backHref,
    pageTitle: say('say.pageTitle', { page: labels.title, studio: text(studio.studioName) }),
    words: labels,
  }
}

export type RepeatView = Awaited<ReturnType<typeof repeatView>>

/** Every date as it would be booked, or what else there is for it. */
export function datesView(portal: Portal, preview: SeriesPreview) {
  const { catalogue, format, say, text } = portal
  const { dates, timeZone, trainerId, totalMinor, currency } = preview
  const free = dates.filter(({ status }) => status === 'ok' || status === 'shifted').length
  const nameOf = (id: string) => text(getTrainer(catalogue, id).name)
  return {
    /** With whom all of them are, so that it is what was seen that is booked. */
    trainerId: trainerId ?? '',
    trainer: trainerId === null ? '' : sentenceStart(say('say.withTrainer', { trainer: nameOf(trainerId) })),
    summary: say('say.previewSummary', { free, count: dates.length }),
    total: format.money(totalMinor, currency),
    lines: dates.map(({ on, wishedAt, reason, alternatives }) => ({
      on,
      name: dateField(on),
      when: format.whenNear(wishedAt, timeZone),
      reason: reason === null ? null : reasonOf(portal, reason),
      others: alternatives.map((other) => ({
        value: `${other.startsAt}~${other.trainerId}`,
        label:
          other.trainerId === trainerId || trainerId === null
            ? format.whenNear(other.startsAt, timeZone)
            : `${format.whenNear(other.startsAt, timeZone)} ${say('say.withTrainer', { trainer: nameOf(other.trainerId) })}`,
      })),
    })),
  }
}

export type DatesView = ReturnType<typeof datesView>

/** The input that says what becomes of a date. */
export const dateField = (on: string): string => `date-${on}`
/** The value that leaves a date out. */
export const SKIP = 'skip'
