import { listClients } from '../../../../tenants/clients/list-clients.ts'
import { localDateAt } from '../../../../tenants/availability/local-time.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { withQuery } from '../../../lib/portal-paths.ts'
import { titleOf } from '../page-title.server.ts'
import { nameOf } from '../clients-view.server.ts'
import { bookingsPath } from './booking-filter.server.ts'
import { freeTimes, onlyTrainerOf } from './free-times.server.ts'
import { draftPath, newBookingPath, readDraft, type Draft } from './new-booking-draft.server.ts'
import { formatStart } from '../../../lib/start-parameter.ts'

const MOST_FOUND = 8
const LONGEST_SEARCH = 100

/** Books somebody in: who, what, when, each chosen in the address; what is left is a form. */
export async function newBookingPage(desk: Desk) {
  const { words } = desk
  const labels = words('deskBookings')
  const draft = await readDraft(desk)
  const { service, session, startsAt } = draft
  const isReady = service !== null && startsAt !== null
  const times = service && !isReady ? await timesFor(desk, draft) : null
  return {
    pageTitle: titleOf(desk, labels.make.title),
    backHref: bookingsPath,
    who: await whoPart(desk, draft),
    what: whatPart(desk, draft),
    times,
    chosen: service && isReady ? chosenPart(desk, draft) : null,
    form: isReady && draft.client !== null ? formPart(desk, draft) : null,
    isClass: session !== null || service?.kind === 'class',
    words: { ...labels.make, back: labels.title, times: labels.times, refused: labels.refused },
  }
}

export type NewBookingPage = Awaited<ReturnType<typeof newBookingPage>>

async function whoPart(desk: Desk, draft: Draft) {
  const { may, url } = desk
  const { client } = draft
  const search = (url.searchParams.get('q') ?? '').trim().slice(0, LONGEST_SEARCH)
  const isKnown = client !== null && client !== 'new'
  const noneHref = draftPath(desk, { ...draft, client: null })
  return {
    canSearch: may('clients:view'),
    search,
    /** What the search keeps of the address. */
    keep: [...new URL(noneHref, url).searchParams],
    action: newBookingPath,
    people: client === null && search ? await findPeople(desk, { search, hrefBase: noneHref }) : null,
    findBase: noneHref,
    newHref: withQuery(noneHref, { client: 'new', q: search }),
    changeHref: noneHref,
    chosen: isKnown
      ? {
          ...nameOf(desk, client),
          under: [client.email, client.phone].filter(Boolean).join(' · '),
          href: `/admin/clients/${client.id}`,
        }
      : null,
    isNew: client === 'new',
  }
}

/** Clients by what is typed of them, each with the address in which they are chosen. */
async function findPeople(desk: Desk, { search, hrefBase }: { search: string; hrefBase: string }) {
  const { clients } = await listClients(desk.ctx, { search, limit: MOST_FOUND })
  return clients
    .filter(({ erasedAt }) => erasedAt === null)
    .map((client) => ({
      id: client.id,
      ...nameOf(desk, client),
      under: [client.email, client.phone].filter(Boolean).join(' · '),
      href: withQuery(hrefBase, { client: client.id }),
    }))
}

/** The same for a script that asks while somebody types: `q`, and `base`, the address of the rest. */
export async function findClientsJson(desk: Desk) {
  const search = (desk.url.searchParams.get('q') ?? '').trim().slice(0, LONGEST_SEARCH)
  const base = desk.url.searchParams.get('base') ?? ''
  const hrefBase = base.startsWith(newBookingPath) ? base : newBookingPath
  return { search, people: search ? await findPeople(desk, { search, hrefBase }) : [] }
}

function whatPart(desk: Desk, draft: Draft) {
  const { catalogue, format, staff, text, url } = desk
  const { service, trainerId, locationId, people, durationMinutes, client } = draft
  const own = onlyTrainerOf(staff)
  const offered = catalogue.services.filter(({ trainerIds }) => own === null || trainerIds.includes(own))
  const able = catalogue.trainers.filter(({ id }) => service?.trainerIds.includes(id))
  const lengths = service ? [...new Set([service.durationMinutes, ...service.durationChoices])] : []
  const isAppointment = service?.kind === 'appointment'
  const places = catalogue.locations.filter(
    ({ id }) => !service || service.locationIds.length === 0 || service.locationIds.includes(id),
  )
  return {
    action: newBookingPath,
    keep: [
      ['client', client === 'new' ? 'new' : (client?.id ?? '')],
      ['q', client === 'new' ? (url.searchParams.get('q') ?? '') : ''],
      ['day', url.searchParams.get('day') ?? ''],
      // A start that came along, such as from the calendar, stays until it is seen to be free or not.
      ['start', service === null ? (url.searchParams.get('start') ?? '') : ''],
    ].filter(([, value]) => value),
    service: service?.id ?? '',
    services: offered.map(({ id, name }) => ({ value: id, label: text(name) })),
    trainer: trainerId ?? '',
    trainers:
      own === null && able.length > 1 ? able.map(({ id, name }) => ({ value: id, label: text(name) })) : [],
    place: locationId ?? '',
    places: places.length > 1 ? places.map(({ id, name }) => ({ value: id, label: text(name) })) : [],
    minutes: String(durationMinutes ?? service?.durationMinutes ?? ''),
    lengths:
      isAppointment && lengths.length > 1
        ? lengths
            .toSorted((a, b) => a - b)
            .map((one) => ({ value: String(one), label: format.duration(one) }))
        : [],
    people,
    maxPeople: service?.maxParty ?? 1,
  }
}

async function timesFor(desk: Desk, draft: Draft) {
  const { service, trainerId, locationId, durationMinutes, people, location, startsAt } = draft
  if (!service) return null
  const { timeZone } = location
  const times = await freeTimes(desk, {
    service,
    trainerId,
    locationId,
    durationMinutes,
    heads: people,
    day: startsAt === null ? null : localDateAt(timeZone, startsAt),
    timeZone,
    chosen: startsAt === null ? '' : formatStart(startsAt),
    hrefOf: (choice) => draftPath(desk, draft, { ...choice, by: trainerId ? null : (choice['by'] ?? null) }),
  })
  return {
    ...times,
    keep: [...new URL(draftPath(desk, draft, { day: null }), desk.url).searchParams],
    action: newBookingPath,
  }
}

/** What is chosen, in words. */
function chosenPart(desk: Desk, draft: Draft) {
  const { catalogue, format, say, text, words } = desk
  const { service, session, startsAt, locationId, location, people, durationMinutes } = draft
  if (!service || startsAt === null) return null
  const withId = session?.trainerId ?? draft.trainerId ?? draft.byId
  const trainer = catalogue.trainers.find(({ id }) => id === withId)
  const terms = (withId && service.trainerTerms[withId]) || service
  const priceMinor = session?.priceMinor ?? terms.priceMinor
  return {
    when: format.whenLong(startsAt, location.timeZone),
    line: [
      text(service.name),
      trainer ? text(trainer.name) : words('deskBookings').times.anyTrainer,
      locationId && catalogue.locations.length > 1 ? text(location.name) : '',
      format.duration(
        session ? (session.endsAt - session.startsAt) / 60_000 : (durationMinutes ?? terms.durationMinutes),
      ),
      say('say.people', { count: people }),
      format.money(priceMinor * people),
    ]
      .filter(Boolean)
      .join(' · '),
    changeHref: draftPath(desk, draft, {
      start: null,
      by: null,
      session: null,
      day: localDateAt(location.timeZone, startsAt),
    }),
  }
}

type BlockedClient = Extract<Draft['client'], { id: string }> | null

/** Why whoever was chosen is blocked; null for who is not. */
function blockedPart({ day, say }: Desk, client: BlockedClient): string | null {
  if (!client || client.blockedAt === null) return null
  return say('say.blockedSince', { when: day(client.blockedAt), reason: client.blockReason ?? '–' })
}

/** What the last form asks. */
function formPart(desk: Desk, { client, people, session }: Draft) {
  const typed = (desk.url.searchParams.get('q') ?? '').trim().slice(0, LONGEST_SEARCH)
  const isNew = client === 'new'
  const isAddress = typed.includes('@')
  const [first = '', ...others] = isAddress || /\d/.test(typed) ? [] : typed.split(/\s+/)
  return {
    key: crypto.randomUUID(),
    isNew,
    typed: isNew
      ? {
          firstName: first,
          lastName: others.join(' '),
          email: isAddress ? typed : '',
          phone: /^[+\d][\d\s()-]{4,}$/.test(typed) ? typed : '',
        }
      : null,
    hasGuests: people > 1,
    mayDespiteBlock: desk.mayAny('bookings:change'),
    canRepeat: session === null || session.startsAt > desk.ctx.now(),
    blocked: blockedPart(desk, isNew ? null : client),
  }
}
