import { PLATFORM_TENANT_ID } from '../../access/access-context.ts'
import { findHost } from '../find-host.ts'
import { checkTarget, type TargetCheck } from '../../webhooks/check-target.ts'
import { signWebhook } from '../../webhooks/sign-webhook.ts'
import type { FleetContext } from '../fleet-context.ts'
import type { AlertTarget, ToldAlert } from './tell-alerts.ts'

/** Each alert as a webhook of its own, signed (standardwebhooks.com). Gives why one could not be sent, if so. */
export async function postAlerts(
  fleet: FleetContext,
  target: AlertTarget,
  told: readonly ToldAlert[],
): Promise<string | null> {
  const check = await checkAlertTarget(fleet, target.address)
  if (!check.ok) return check.fault
  if (target.secretSealed === null) return 'no_secret'
  const endpoint = {
    id: target.id,
    secretSealed: target.secretSealed,
    oldSecretSealed: null,
    oldSecretUntil: null,
  }
  const signer = { keys: fleet.keys, tenant: { id: PLATFORM_TENANT_ID } }
  for (const alert of told) {
    const eventId = `${alert.id}.${alert.closedAt === null ? 'opened' : 'closed'}`
    const body = JSON.stringify({ id: eventId, ...toEvent(alert, fleet.platformOrigin) })
    const headers = await signWebhook(signer, { endpoint, eventId, body, at: fleet.now() })
    const { reason } = await fleet.webhooks.send({
      url: check.url,
      headers: { ...headers, 'content-type': 'application/json' },
      body,
    })
    if (reason !== null) return reason
  }
  return null
}

/** Where webhooks of the platform itself may go: as those of studios, and nowhere in the platform. @throws DatabaseError */
export function checkAlertTarget(fleet: FleetContext, address: string): Promise<TargetCheck> {
  const domains = {
    isLocal: fleet.platformOrigin.startsWith('http:'),
    suffix: fleet.platformDomain,
    target: null,
    dns: fleet.dns,
    hosts: {
      list: async () => [],
      isOthers: async (host: string) => (await findHost(fleet.registry, host)) !== undefined,
    },
  }
  return checkTarget({ domains }, address)
}

function toEvent(alert: ToldAlert, origin: string) {
  const at = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())
  return {
    type: alert.closedAt === null ? 'alert.opened' : 'alert.closed',
    timestamp: at(alert.closedAt ?? alert.openedAt),
    data: {
      id: alert.id,
      rule: alert.rule,
      tenant_id: alert.tenantId,
      studio: alert.studio,
      said: alert.said,
      opened_at: at(alert.openedAt),
      closed_at: at(alert.closedAt),
      url: `${origin}/operator/health`,
    },
  }
}
