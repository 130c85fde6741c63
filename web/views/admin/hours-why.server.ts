import { explainTime, type TimeRefusal } from '../../../tenants/availability/explain-time.ts'
import {
  isLocalDate,
  localDateAt,
  parseTimeOfDay,
  toInstant,
} from '../../../tenants/availability/local-time.ts'
import { isAppError } from '../../../tenants/errors.ts'
import type { Service, Trainer } from '../../../tenants/studio/get-catalogue.ts'
import type { Desk } from '../../lib/desk.server.ts'
import { hoursPath } from './hours-trainer.server.ts'

export type WhyView = {
  isOffered: boolean
  question: string
  lines: { who: string; text: string; link: { href: string; label: string } | null }[]
}

type About = { service: Service; trainer: Trainer; zone: string }

/** The answer to the question in the page's address; null while nothing is asked. */
export async function whyNot(desk: Desk, { service, trainer, zone }: About): Promise<WhyView | null> {
  const { catalogue, ctx, format, say, text, url, words } = desk
  const said = words('hours').why
  const { searchParams } = url
  const [on, at] = [searchParams.get('on'), searchParams.get('at')]
  if (on === null || at === null) return null
  const minute = parseTimeOfDay(at)
  if (!isLocalDate(on) || on < '1971' || on > '9000' || minute === undefined) {
    return { isOffered: false, question: '', lines: [{ who: '', text: said.noTime, link: null }] }
  }
  const startsAt = toInstant(zone, { on, minuteOfDay: minute })
  const question = say('say.hoursQuestion', {
    service: text(service.name),
    when: format.whenLong(startsAt, zone),
  })
  const trainerId = searchParams.get('who') === 'any' ? null : trainer.id
  const clientEmail = searchParams.get('client')?.trim().slice(0, 200) || null
  try {
    const answer = await explainTime(ctx, { serviceId: service.id, trainerId, startsAt, clientEmail })
    const nameOf = (id: string) => text(catalogue.trainers.find((one) => one.id === id)?.name ?? trainer.name)
    if (answer.ok) {
      return {
        isOffered: true,
        question,
        lines: [{ who: nameOf(answer.trainerId), text: said.offered, link: null }],
      }
    }
    const told =
      answer.others.length > 0 ? answer.others : [{ ...answer, trainerId: trainer.id, locationId: '' }]
    const lines = told.map(({ trainerId: whose, locationId, ...refusal }) => ({
      who: trainerId === null ? nameOf(whose) : '',
      text: sayRefusal(desk, refusal, zoneOf(desk, locationId) ?? zone),
      link: linkFor(desk, refusal, { trainerId: whose, on, serviceId: service.id }),
    }))
    return { isOffered: false, question, lines }
  } catch (error) {
    if (!isAppError(error, 'invalid_input')) throw error
    return { isOffered: false, question, lines: [{ who: '', text: said.noTime, link: null }] }
  }
}

const zoneOf = ({ catalogue }: Desk, locationId: string) =>
  catalogue.locations.find(({ id }) => id === locationId)?.timeZone

/** Why not, in the words of the admin's language. */
function sayRefusal(desk: Desk, { reason, sentence, details }: TimeRefusal, zone: string): string {
  const { catalogue, format, locale, say, text, words } = desk
  const said = words('hours').why
  const {
    startsAt,
    endsAt,
    opensAt,
    earliestAt,
    hours = [],
    gapMinutes = 0,
    note,
    resourceIds = [],
    what,
  } = details
  const during =
    startsAt === undefined || endsAt === undefined ? '' : sayDuring(desk, { startsAt, endsAt }, zone)
  switch (reason) {
    case 'too_soon':
      return say('say.hoursWhySoon', { when: format.whenLong(earliestAt ?? 0, zone) })
    case 'too_far':
      return say('say.hoursWhyFar', { when: format.whenLong(opensAt ?? 0, zone) })
    case 'suspended':
      return say('say.hoursWhySuspended', { when: format.whenLong(opensAt ?? 0, zone) })
    case 'outside_hours': {
      const open = hours.map((one) => format.timeRange(one.startsAt, one.endsAt, zone)).join(', ')
      return open === '' ? said.noHours : say('say.hoursWhyOutside', { hours: open })
    }
    case 'time_off':
      return say('say.hoursWhyAway', { during })
    case 'closed':
      return [say('say.hoursWhyClosed', { during }), note].filter(Boolean).join(' ')
    case 'break':
      return say('say.hoursWhyBreak', { during })
    case 'busy':
      return say('say.hoursWhyBusy', { during, what: what ?? said.something })
    case 'buffer':
      return say('say.hoursWhyBuffer', { during, what: what ?? said.something, count: gapMinutes })
    case 'client_overlap':
      return during === '' ? said.client_overlap : say('say.hoursWhyClient', { during })
    case 'resource_taken': {
      const names = catalogue.resources
        .filter(({ id }) => resourceIds.includes(id))
        .map(({ name }) => text(name))
      return say('say.hoursWhyResource', { names: names.join(', ') || said.something })
    }
    default: {
      const { links: _links, ...reasons } = said
      const known = Object.entries({ ...words('reasons'), ...reasons }).find(([key]) => key === reason)
      return known?.[1] ?? (locale === 'en' ? sentence : said.other)
    }
  }
}

// oxlint-disable-next-line max-params
function sayDuring(
  { format, say }: Desk,
  { startsAt, endsAt }: { startsAt: number; endsAt: number },
  zone: string,
): string {
  const [firstOn, lastOn] = [localDateAt(zone, startsAt), localDateAt(zone, endsAt - 1)]
  const isWholeDays = format.time(startsAt, zone) === format.time(endsAt, zone)
  if (isWholeDays && firstOn === lastOn) return format.dayLong(firstOn, zone)
  if (firstOn === lastOn) return format.timeRange(startsAt, endsAt, zone)
  return say('say.through', { from: format.dayShort(firstOn), to: format.dayShort(lastOn) })
}

type Context = { trainerId: string; on: string; serviceId: string }

/** Where what is in the way is changed, for who may. */
function linkFor(
  { may, words }: Desk,
  { reason, details }: TimeRefusal,
  { trainerId, on, serviceId }: Context,
) {
  const said = words('hours').why.links
  switch (reason) {
    case 'outside_hours':
    case 'break':
      return { href: hoursPath('week', trainerId), label: said.week }
    case 'time_off':
    case 'closed':
      return { href: hoursPath('dates', trainerId, { month: on.slice(0, 7) }), label: said.dates }
    case 'too_soon':
    case 'too_far':
    case 'window_closed':
    case 'off_grid':
    case 'service_limit':
      return may('services:change') ? { href: `/admin/services/${serviceId}`, label: said.service } : null
    case 'busy':
    case 'buffer':
    case 'client_overlap': {
      const { sourceId = '' } = details
      if (!may('bookings:view')) return null
      if (sourceId.startsWith('bkg_')) return { href: `/admin/bookings/${sourceId}`, label: said.booking }
      return sourceId.startsWith('ses_') ? { href: `/admin/sessions/${sourceId}`, label: said.session } : null
    }
    default:
      return null
  }
}
