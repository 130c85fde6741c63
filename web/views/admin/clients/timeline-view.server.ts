import { readActorNames } from '../../../../tenants/audit/read-actor-names.ts'
import { getClient } from '../../../../tenants/clients/get-client.ts'
import { listTimeline, type TimelineEntry } from '../../../../tenants/clients/timeline/list-timeline.ts'
import { timelineKinds } from '../../../../tenants/clients/timeline/timeline-parts.ts'
import type { ListFilter } from '../../../components/admin/filter-bar.tsx'
import type { Desk } from '../../../lib/desk.server.ts'
import { withQuery } from '../../../lib/portal-paths.ts'
import { actorOf } from '../bookings/booking-story.server.ts'
import { bookingsPath } from '../bookings/booking-filter.server.ts'
import { nameOf } from '../clients-view.server.ts'
import { titleOf } from '../page-title.server.ts'
import { clientPath } from './client-paths.server.ts'

const PAGE_SIZE = 50

/** What happened between a client and the studio: everything, or of one kind. */
export async function timelinePage(desk: Desk) {
  const { ctx, params, url, words } = desk
  const clientId = params['client'] ?? ''
  const labels = words('clientPages').timeline
  const kind = timelineKinds.find((one) => one === url.searchParams.get('kind')) ?? null
  const before = readEnd(url.searchParams.get('before'))
  const [client, { entries, hasMore }] = await Promise.all([
    getClient(ctx, { clientId }),
    listTimeline(ctx, { clientId, kind, before, limit: PAGE_SIZE }),
  ])
  const names = await readActorNames(
    ctx,
    entries.map(({ actor }) => actor),
  )
  const here = withQuery(clientPath(clientId, '/timeline'), { kind })
  const last = entries.at(-1)
  const said = words('admin').desk
  return {
    pageTitle: titleOf(desk, labels.title),
    back: { href: clientPath(clientId), label: nameOf(desk, client).name },
    filters: [filterOf(desk, kind)],
    lines: entries.map((entry) => ({
      ...toLine(desk, entry),
      who: entry.actor === null ? '' : actorOf(desk, entry.actor, names.get(entry.actor) ?? null),
    })),
    links: [
      before ? { href: here, label: said.newest } : null,
      hasMore && last
        ? { href: withQuery(here, { before: `${last.at}.${last.id}` }), label: said.earlier }
        : null,
    ],
    words: labels,
  }
}

function filterOf({ words }: Desk, kind: string | null): ListFilter {
  const { timeline } = words('clientPages')
  const options = Object.entries(timeline.kinds).map(([value, label]) => ({ value, label }))
  return {
    kind: 'select',
    name: 'kind',
    label: timeline.kind,
    value: kind ?? '',
    options,
    empty: timeline.all,
  }
}

/** Where the page before ended; nonsense is the start. */
function readEnd(text: string | null) {
  const [, at, id] = /^(\d{1,15})\.(\w{1,100})$/.exec(text ?? '') ?? []
  return at && id ? { at: Number(at), id } : null
}

function toLine(desk: Desk, entry: TimelineEntry) {
  const { id, kind, at, bookingId, startsAt } = entry
  const isAbout = bookingId !== null && startsAt !== null
  return {
    id,
    kind: desk.words('clientPages').timeline.kinds[kind],
    when: desk.when(at),
    what: sayOf[kind](desk, entry),
    text: kind === 'note' ? (entry.text ?? '') : '',
    booking: isAbout
      ? {
          href: `${bookingsPath}/${bookingId}`,
          label: desk.say('say.timelineBooking', { when: desk.when(startsAt) }),
        }
      : null,
  }
}

type Saying = (desk: Desk, entry: TimelineEntry) => string

const wordOf = (known: Record<string, string>, key: string | null): string => known[key ?? ''] ?? key ?? ''

/** What an entry says of itself. */
const sayOf: Record<TimelineEntry['kind'], Saying> = {
  booking: ({ words }, { what }) => wordOf(words('deskBookings').happened, what),
  waitlist: ({ words }, { what }) => wordOf(words('clientPages').timeline.waitlist, what),
  message: ({ say, words }, { what, state }) => {
    const { mails } = words('deskBookings')
    const { states } = words('messageLog')
    const mail = Object.entries(mails).find(([key]) => key === what)?.[1] ?? mails.other
    return say('say.timelineMessage', { what: mail, state: wordOf(states, state) })
  },
  charge: ({ format, say, words }, { what, state, amountMinor, currency }) => {
    const { chargeKinds, chargeStates } = words('deskBookings').one
    const amount = format.money(amountMinor ?? 0, currency ?? '')
    return say('say.timelineCharge', {
      what: wordOf(chargeKinds, what),
      amount,
      state: wordOf(chargeStates, state),
    })
  },
  consent: ({ say, words }, { what, state }) => {
    const { given, takenBack } = words('deskClients').page
    return say('say.timelineConsent', {
      what: wordOf(words('clientPages').consents, what),
      state: state === 'given' ? given : takenBack,
    })
  },
  note: () => '',
  merge: ({ words }) => words('clientPages').timeline.merge,
}
