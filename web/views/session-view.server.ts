import { localDateAt } from '../../tenants/availability/local-time.ts'
import { getSession } from '../../tenants/classes/get-session.ts'
import type { SessionView } from '../../tenants/classes/session-view.ts'
import { minutes } from '../../tenants/durations.ts'
import type { Service, Trainer } from '../../tenants/studio/get-catalogue.ts'
import { getLocation } from '../../tenants/studio/get-location.ts'
import { getService } from '../../tenants/studio/get-service.ts'
import { sentenceStart } from '../lib/format.server.ts'
import { classesPath, sessionPath, withQuery } from '../lib/portal-paths.ts'
import type { Portal } from '../lib/portal.server.ts'
import { submitLabel } from './details-view.server.ts'
import { describeEvent } from './describe-event.server.ts'
import { formView } from './form-view.server.ts'
import { placeView } from './place-view.server.ts'
import { sessionState } from './session-state.server.ts'
import { reasonOf } from './tell-failure.server.ts'
import { trainerCard } from './trainer-card.server.ts'
import { zoneLine } from './zone-line.server.ts'

/** One class on one date: what it is, whether there is a place, and the form that books it or joins its waitlist. */
export async function sessionPage(portal: Portal) {
  const { ctx, catalogue, format, path, say, studio, text, params, words } = portal
  const session = await getSession(ctx, params['session'] ?? '')
  const service = getService(catalogue, session.serviceId)
  const location = getLocation(catalogue, session.locationId)
  const { startsAt, endsAt, timeZone, priceMinor } = session
  const on = localDateAt(timeZone, startsAt)
  const labels = words('session')
  const mode = modeOf(session)
  const bookLabel =
    service.approval === 'always' ? words('details').requestButton : submitLabel(portal, startsAt, timeZone)
  const trainers = trainersOf(portal, session)
  const zone = zoneLine(portal, timeZone, startsAt)
  const names = { service: text(service.name), studio: text(studio.studioName) }
  const when = format.whenLong(startsAt, timeZone)
  const description = text(service.description)
  const url = ctx.origin + path(sessionPath(session.id))
  return {
    mode,
    name: names.service,
    description,
    day: sentenceStart(format.dayLong(on, timeZone)),
    times: format.timeRange(startsAt, endsAt, timeZone),
    zone: [zone.text, zone.yourTime(startsAt)].filter(Boolean).join(' '),
    visitorZone: zone.visitorZone,
    duration: format.duration(Math.round((endsAt - startsAt) / 60_000)),
    price: format.money(priceMinor),
    place: placeView(portal, location),
    trainers: trainers.map((trainer) => trainerCard(portal, trainer)),
    state: sessionState(portal, session),
    facts: factsOf(portal, session, service),
    form: await formView(portal, {
      service,
      startsAt,
      timeZone,
      priceMinor,
      submitLabel: mode === 'wait' ? labels.join : bookLabel,
    }),
    waitRule: service.waitlistMode === 'offer' ? labels.offerRule : labels.promoteRule,
    canRepeat: mode === 'book',
    timetableHref: path(withQuery(classesPath(on), {})),
    event: describeEvent({ session, names, description, url, location, trainers, text }),
    canonicalHref: url,
    pageTitle: say('say.pageTitle', { page: `${names.service}, ${when}`, studio: names.studio }),
    metaDescription: say('say.metaSession', { ...names, when, description }).trim(),
    words: { ...labels, repeat: words('repeat').link, repeatHint: words('repeat').linkHint },
  }
}

export type SessionPage = Awaited<ReturnType<typeof sessionPage>>

/** What can be done: book it, wait for it, or nothing. */
function modeOf({ bookability, waitlistMode, status }: SessionView): 'book' | 'wait' | 'none' {
  if (bookability.ok) return 'book'
  const canWait = bookability.reason === 'full' && waitlistMode !== 'none' && status !== 'cancelled'
  return canWait ? 'wait' : 'none'
}

/** Who gives it; nobody while one is still looked for. */
function trainersOf({ catalogue }: Portal, { status, trainerId, secondTrainerId }: SessionView): Trainer[] {
  if (status === 'needs_trainer') return []
  return [trainerId, secondTrainerId].flatMap((id) => catalogue.trainers.find((one) => one.id === id) ?? [])
}

/** Sentences on what is to be known before, or instead of, booking. */
function factsOf(portal: Portal, session: SessionView, service: Service): string[] {
  const { format, say, words } = portal
  const { status, bookability, waitlistCount, timeZone } = session
  const labels = words('session')
  if (status === 'cancelled') return []
  const lookingFor = status === 'needs_trainer' ? [labels.noTrainerText] : []
  if (bookability.ok) return [...lookingFor, ...closingOf(portal, session, service)]
  if (bookability.reason === 'full') {
    const waiting = waitlistCount > 0 ? [say('say.joinText', { count: waitlistCount })] : []
    return [...lookingFor, labels.fullText, ...waiting]
  }
  const { reason, opensAt } = bookability
  if (opensAt === undefined) return [...lookingFor, reasonOf(portal, reason)]
  return [...lookingFor, `${say('say.opensAt', { when: format.whenLong(opensAt, timeZone) })}.`]
}

/** Until when it can be booked, where that is before its start. */
function closingOf({ format, say }: Portal, { startsAt, timeZone }: SessionView, service: Service): string[] {
  if (service.minNoticeMinutes === 0) return []
  const closesAt = startsAt - minutes(service.minNoticeMinutes)
  return [say('say.closesAt', { when: format.whenNear(closesAt, timeZone) })]
}
