import { requireReach } from '../../../../tenants/access/require-staff.ts'
import { isLocalDate, localDayBounds } from '../../../../tenants/availability/local-time.ts'
import {
  listNotifications,
  type ListNotificationsInput,
} from '../../../../tenants/messages/list-notifications.ts'
import {
  deliveryStates,
  messageChannels,
  messageKinds,
  messageStates,
  type Notification,
} from '../../../../tenants/messages/notification.ts'
import type { ListFilter } from '../../../components/admin/filter-bar.tsx'
import type { Desk } from '../../../lib/desk.server.ts'
import { withQuery } from '../../../lib/portal-paths.ts'
import { titleOf } from '../page-title.server.ts'
import { whatBecame, whatItTells, whereTo } from './message-line.server.ts'
import { messageTabs } from './message-tabs.server.ts'

export const messagesPath = '/admin/messages'
const PAGE_SIZE = 50
/** What is asked for as one word: what we did, or what the vendor said came of it. */
const outcomes = ['planned', 'sent', ...deliveryStates, 'skipped', 'failed', 'unknown'] as const

/** What was sent, newest first, or what is to come, soonest first; the address holds what is asked for. */
export async function messagesPage(desk: Desk) {
  const { ctx, url, words } = desk
  requireReach(ctx, 'messages:view')
  const labels = words('messageLog')
  const filter = readFilter(url.searchParams)
  const asked = { ...toInput(desk, filter), limit: PAGE_SIZE }
  const { notifications, hasMore } = await listNotifications(ctx, asked)
  const [first] = notifications
  const { when, client: _client, ...narrowed } = filter
  const isNarrowed = Object.values(narrowed).some(Boolean)
  return {
    pageTitle: titleOf(desk, labels.title),
    tabs: messageTabs(desk),
    whens: (['', 'coming'] as const).map((one) => ({
      label: one === 'coming' ? labels.coming : labels.soFar,
      href: withQuery(messagesPath, { ...filter, when: one }),
      isCurrent: one === when,
    })),
    filters: filtersOf(desk, filter),
    keep: { when, client: filter.client },
    client: filter.client
      ? {
          label: desk.say('say.messagesTo', { name: first?.name || labels.nobody }),
          clear: { href: withQuery(messagesPath, { ...filter, client: '' }), label: labels.everybody },
        }
      : null,
    clear: isNarrowed
      ? { href: withQuery(messagesPath, { when, client: filter.client }), label: labels.clear }
      : null,
    isNarrowed: isNarrowed || filter.client !== '',
    rows: notifications.map((one) => messageRow(desk, one)),
    links: linksOf(desk, { filter, last: hasMore ? notifications.at(-1) : undefined }),
    words: labels,
  }
}

function messageRow(desk: Desk, message: Notification) {
  const { id, channel, name, plannedAt, settledAt, startsAt } = message
  const { channels, nobody } = desk.words('messageLog')
  const about = startsAt === null ? '' : desk.say('say.messageAbout', { when: desk.when(startsAt) })
  return {
    id,
    href: `${messagesPath}/${id}`,
    what: whatItTells(desk, message),
    about,
    who: name || nobody,
    to: whereTo(desk, message),
    channel: channels[channel],
    when: desk.when(settledAt ?? plannedAt),
    ...whatBecame(desk, message),
  }
}

type Filter = ReturnType<typeof readFilter>

/** What the address asks for, as far as it can be asked for. */
function readFilter(asked: URLSearchParams) {
  const oneOf = <Word extends string>(name: string, known: readonly Word[]): Word | '' =>
    known.find((word) => word === asked.get(name)) ?? ''
  const read = (name: string, isGood: (value: string) => boolean) => {
    const value = asked.get(name) ?? ''
    return isGood(value) ? value : ''
  }
  return {
    when: oneOf('when', ['coming']),
    became: oneOf('became', outcomes),
    channel: oneOf('channel', messageChannels),
    kind: oneOf('kind', messageKinds),
    client: read('client', (value) => /^cli_\w{1,60}$/.test(value)),
    from: read('from', isLocalDate),
    to: read('to', isLocalDate),
  }
}

function toInput({ ctx, timeZone, url }: Desk, filter: Filter): ListNotificationsInput {
  const { became, channel, kind, client, from, to } = filter
  const isComing = filter.when === 'coming'
  const now = ctx.now()
  const [, at, id] = /^(\d{1,15})\.(\w{1,64})$/.exec(url.searchParams.get('after') ?? '') ?? []
  const firstDay = from ? localDayBounds(timeZone, from).startsAt : 0
  const lastDay = to ? localDayBounds(timeZone, to).endsAt : Infinity
  return {
    state: messageStates.find((state) => state === became) ?? null,
    delivery: deliveryStates.find((state) => state === became) ?? null,
    channel: channel || null,
    kind: kind || null,
    clientId: client || null,
    from: isComing ? Math.max(now + 1, firstDay) : firstDay || null,
    to: isComing ? finite(lastDay) : Math.min(now + 1, lastDay),
    order: isComing ? 'soonest' : 'newest',
    cursor: at && id ? { at: Number(at), id } : null,
  }
}

const finite = (at: number) => (Number.isFinite(at) ? at : null)

function filtersOf(desk: Desk, { became, channel, kind, from, to }: Filter): ListFilter[] {
  const { words } = desk
  const labels = words('messageLog')
  const { mails } = words('deskBookings')
  const kinds = messageKinds.flatMap((value) =>
    value in mails ? [{ value, label: whatItTells(desk, { kind: value, leadMinutes: 0 }) }] : [],
  )
  const choice = (name: keyof typeof labels.filters, value: string) => ({
    kind: 'select' as const,
    name,
    label: labels.filters[name],
    value,
    empty: labels.any,
  })
  return [
    {
      ...choice('became', became),
      options: outcomes.map((value) => ({ value, label: labels.states[value] })),
    },
    {
      ...choice('channel', channel),
      options: messageChannels.map((value) => ({ value, label: labels.channels[value] })),
    },
    { ...choice('kind', kind), options: kinds },
    { kind: 'date', name: 'from', label: labels.filters.from, value: from },
    { kind: 'date', name: 'to', label: labels.filters.to, value: to },
  ]
}

type Ends = { filter: Filter; last: Notification | undefined }

function linksOf({ url, words }: Desk, { filter, last }: Ends) {
  const { first, further } = words('messageLog')
  return [
    url.searchParams.has('after') ? { href: withQuery(messagesPath, filter), label: first } : null,
    last
      ? {
          href: withQuery(messagesPath, { ...filter, after: `${last.plannedAt}.${last.id}` }),
          label: further,
        }
      : null,
  ]
}
