import type { WebhookEndpoint } from '../../../../tenants/webhooks/endpoint-view.ts'
import { MOST_ENDPOINTS } from '../../../../tenants/webhooks/create-endpoint.ts'
import { listEndpoints } from '../../../../tenants/webhooks/list-endpoints.ts'
import { EVERY_EVENT } from '../../../../tenants/webhooks/webhook-event-types.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { titleOf } from '../page-title.server.ts'

export const webhooksPath = '/admin/webhooks'

/** Where the studio's events are sent. */
export async function endpointsPage(desk: Desk) {
  const { ctx, words } = desk
  const endpoints = await listEndpoints(ctx)
  const labels = words('webhooks')
  return {
    pageTitle: titleOf(desk, labels.title),
    endpoints: endpoints.map((endpoint) => endpointRow(desk, endpoint)),
    isFull: endpoints.length >= MOST_ENDPOINTS,
    newHref: `${webhooksPath}/new`,
    words: { ...labels, tabs: words('setupSettings').tabs },
  }
}

function endpointRow(desk: Desk, endpoint: WebhookEndpoint) {
  const { id, url, events, description } = endpoint
  const labels = desk.words('webhooks')
  return {
    id,
    url,
    description,
    href: `${webhooksPath}/${id}`,
    events: events.includes(EVERY_EVENT)
      ? labels.every
      : desk.say('say.webhookEvents', { count: events.length }),
    ...statusOf(desk, endpoint),
  }
}

/** Whether it is sent there, and how that goes. */
export function statusOf({ words }: Desk, { status, failingSince }: WebhookEndpoint) {
  const labels = words('webhooks')
  const isFailing = status === 'active' && failingSince !== null
  return {
    status: isFailing ? labels.failing : labels.statuses[status],
    badge:
      isFailing || status === 'disabled' ? 'badge-warns' : status === 'active' ? 'badge-good' : 'badge-faint',
  }
}
