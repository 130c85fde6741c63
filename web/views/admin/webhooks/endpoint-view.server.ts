import { requireFresh } from '../../../../tenants/access/require-fresh.ts'
import { isLocalDate, localDayBounds } from '../../../../tenants/availability/local-time.ts'
import { changeEndpoint } from '../../../../tenants/webhooks/change-endpoint.ts'
import { deleteEndpoint } from '../../../../tenants/webhooks/delete-endpoint.ts'
import { webhookDeliveryStates } from '../../../../tenants/webhooks/endpoint-view.ts'
import { listDeliveries, type WebhookDelivery } from '../../../../tenants/webhooks/list-deliveries.ts'
import { getEndpoint } from '../../../../tenants/webhooks/list-endpoints.ts'
import { replayDeliveries } from '../../../../tenants/webhooks/replay-deliveries.ts'
import { rotateSecret } from '../../../../tenants/webhooks/rotate-secret.ts'
import { testEndpoint } from '../../../../tenants/webhooks/test-endpoint.ts'
import {
  EVERY_EVENT,
  TEST_EVENT,
  webhookEventTypes,
} from '../../../../tenants/webhooks/webhook-event-types.ts'
import type { ListFilter } from '../../../components/admin/filter-bar.tsx'
import type { Desk } from '../../../lib/desk.server.ts'
import type { FormAnswer } from '../../../lib/form-answer.server.ts'
import { withQuery } from '../../../lib/portal-paths.ts'
import { readForm } from '../../../lib/read-form.server.ts'
import { mend } from '../mend.server.ts'
import { titleOf } from '../page-title.server.ts'
import { donePath, type Done } from '../toast.server.ts'
import type { MadeSecret } from './endpoint-form-view.server.ts'
import { statusOf, webhooksPath } from './endpoints-view.server.ts'

const PAGE_SIZE = 50
const idOf = ({ params }: Desk) => ({ endpointId: params['endpoint'] ?? '' })

/** One address: how it goes, what was sent there, and what can be done about it. */
export async function endpointPage(desk: Desk) {
  const { ctx, url, when, words } = desk
  const labels = words('webhooks')
  const endpoint = await getEndpoint(ctx, idOf(desk))
  const filter = readFilter(url.searchParams)
  const [, at, id] = /^(\d{1,15})\.(\w{1,64})$/.exec(url.searchParams.get('after') ?? '') ?? []
  const { deliveries, hasMore } = await listDeliveries(ctx, {
    ...idOf(desk),
    state: filter.state || null,
    type: filter.type || null,
    limit: PAGE_SIZE,
    after: at && id ? { at: Number(at), id } : null,
  })
  const path = `${webhooksPath}/${endpoint.id}`
  const isNarrowed = filter.state !== '' || filter.type !== ''
  const last = hasMore ? deliveries.at(-1) : undefined
  const { failingSince, oldSecretUntil, status, statusReason } = endpoint
  const why = status === 'active' ? '' : (statusReason ?? status)
  return {
    pageTitle: titleOf(desk, labels.title),
    address: endpoint.url,
    description: endpoint.description,
    ...statusOf(desk, endpoint),
    note: Object.entries(labels.reasons).find(([reason]) => reason === why)?.[1] ?? '',
    events: endpoint.events.map((event) => typeName(desk, event)),
    failingSince: status === 'active' && failingSince !== null ? when(failingSince) : '',
    oldSecretUntil: oldSecretUntil !== null && oldSecretUntil > ctx.now() ? when(oldSecretUntil) : '',
    isActive: status === 'active',
    path,
    rows: deliveries.map((delivery) => deliveryRow(desk, delivery)),
    filters: filtersOf(desk, filter),
    isNarrowed,
    clear: isNarrowed ? { href: path, label: labels.clear } : null,
    links: [
      at ? { href: withQuery(path, filter), label: labels.first } : null,
      last
        ? {
            href: withQuery(path, { ...filter, after: `${last.firstPlannedAt}.${last.id}` }),
            label: labels.further,
          }
        : null,
    ],
    words: labels,
  }
}

export type EndpointPage = Awaited<ReturnType<typeof endpointPage>>

const badges = {
  planned: 'badge-faint',
  claimed: 'badge-faint',
  delivered: 'badge-good',
  failed: 'badge-warns',
  skipped: 'badge-faint',
} as const

function deliveryRow(desk: Desk, delivery: WebhookDelivery) {
  const { id, event, state, attempts, plannedAt, responseStatus, reason } = delivery
  const { states, why } = desk.words('webhooks')
  const known = reason?.startsWith('target_') ? 'target' : reason
  const said = Object.entries(why).find(([one]) => one === known)?.[1] ?? ''
  const isAhead = state === 'planned' && attempts > 0
  return {
    id,
    what: typeName(desk, event.type),
    type: event.type,
    when: desk.when(event.at),
    state: states[state],
    badge: badges[state],
    note: isAhead ? desk.say('say.webhookNext', { when: desk.when(plannedAt) }) : '',
    attempts: String(attempts),
    answer: [responseStatus === null ? '' : String(responseStatus), said].filter(Boolean).join(' · '),
    mayRepeat: state !== 'planned' && state !== 'claimed',
  }
}

function typeName({ words }: Desk, type: string): string {
  return Object.entries(words('webhooks').types).find(([one]) => one === type)?.[1] ?? type
}

function readFilter(asked: URLSearchParams) {
  return {
    state: webhookDeliveryStates.find((state) => state === asked.get('state')) ?? ('' as const),
    type: [...webhookEventTypes, TEST_EVENT].find((type) => type === asked.get('type')) ?? ('' as const),
  }
}

function filtersOf(desk: Desk, { state, type }: ReturnType<typeof readFilter>): ListFilter[] {
  const { any, filters, states, types } = desk.words('webhooks')
  const optionsOf = (labels: Record<string, string>) =>
    Object.entries(labels).map(([value, label]) => ({ value, label }))
  const { [EVERY_EVENT]: _every, ...known } = types
  return [
    {
      kind: 'select',
      name: 'state',
      label: filters.state,
      value: state,
      empty: any,
      options: optionsOf(states),
    },
    { kind: 'select', name: 'type', label: filters.type, value: type, empty: any, options: optionsOf(known) },
  ]
}

/** Sends a test, pauses, enables, or sends again what was. */
export async function endpointAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, request, words } = desk
  const form = await readForm(request)
  const endpoint = idOf(desk)
  const done = (what: Done) => ({ location: donePath(`${webhooksPath}/${endpoint.endpointId}`, what) })
  const values = { since: form.text('since'), until: form.text('until'), all: form.text('all') }
  return mend<FormAnswer>(
    desk,
    { errors: { ...words('webhooks').errors, invalid_input: words('webhooks').errors.replay }, values },
    async () => {
      switch (form.text('intent')) {
        case 'test':
          await testEndpoint(ctx, endpoint)
          return done('webhookTested')
        case 'pause':
          await changeEndpoint(ctx, { ...endpoint, status: 'paused' })
          return done('webhookPaused')
        case 'enable':
          await changeEndpoint(ctx, { ...endpoint, status: 'active' })
          return done('webhookEnabled')
        case 'again':
          await replayDeliveries(ctx, { ...endpoint, deliveryId: form.text('delivery') })
          return done('webhookReplayed')
        default: {
          const count = await replayDeliveries(ctx, { ...endpoint, ...daysOf(desk, values) })
          return done(count > 0 ? 'webhookReplayed' : 'webhookNothing')
        }
      }
    },
  )
}

/** From the beginning of a day to the end of one, where the studio is; NaN for what is no day, which the verb refuses. */
function daysOf({ timeZone }: Desk, { since, until, all }: Record<'since' | 'until' | 'all', string>) {
  return {
    since: isLocalDate(since) ? localDayBounds(timeZone, since).startsAt : Number.NaN,
    until: isLocalDate(until) ? localDayBounds(timeZone, until).endsAt : null,
    isAll: all === 'on',
  }
}

/** Asks whether another secret shall be made, or nothing be sent there any more. */
export async function askAboutEndpoint(desk: Desk, title: 'rotateTitle' | 'deleteTitle') {
  const { ctx, words } = desk
  const { url, id, description } = await getEndpoint(ctx, idOf(desk))
  requireFresh(ctx)
  const labels = words('webhooks')
  return {
    pageTitle: titleOf(desk, labels[title]),
    title: labels[title],
    address: url,
    description,
    href: `${webhooksPath}/${id}`,
    words: { ...labels, cancel: words('admin').desk.cancel },
  }
}

export async function rotateAnswer(desk: Desk): Promise<MadeSecret> {
  const { secret } = await rotateSecret(desk.ctx, idOf(desk))
  const { url, id } = await getEndpoint(desk.ctx, idOf(desk))
  return { secret, url, href: `${webhooksPath}/${id}` }
}

export async function deleteEndpointAnswer(desk: Desk): Promise<FormAnswer> {
  await deleteEndpoint(desk.ctx, idOf(desk))
  return { location: donePath(webhooksPath, 'webhookGone') }
}
