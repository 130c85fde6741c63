import type { FleetContext, FleetWork } from '../../tenants/fleet/fleet-context.ts'
import type { Mail } from '../../tenants/messages/mail-port.ts'
import type { WebhookRequest } from '../../tenants/webhooks/webhook-port.ts'
import { makeFleet } from './make-fleet.ts'
import { makeMemoryFiles } from './memory-files.ts'

/** What running the fleet needs, for one test: a registry and databases of its own, and lists of what it was asked to do. */
export async function makeFleetContext(options: { hasMigrated?: boolean } = {}) {
  const made = await makeFleet(options)
  const started: (FleetWork & { inMs: number })[] = []
  const forgotten: string[] = []
  const mails: Mail[] = []
  const { files, kept } = makeMemoryFiles()
  const webhooks: WebhookRequest[] = []
  const fleet: FleetContext = {
    ...made.deps,
    platformHost: 'ops.trainerhub.test',
    platformOrigin: 'https://ops.trainerhub.test',
    files: { ...files, deleteOfTenant: async () => ({ files: 0, bytes: 0 }) },
    certificates: null,
    hostnameVendor: null,
    dns: null,
    mail: {
      send: async (mail) => {
        mails.push(mail)
        return { ok: true, providerId: `mail_${mails.length}` }
      },
    },
    mailFrom: 'bookings@example.test',
    webhooks: {
      send: async (request) => {
        webhooks.push(request)
        return { status: 204, reason: null }
      },
    },
    forgetHosts: async (hosts) => {
      forgotten.push(...hosts)
    },
    openTenant: () => Promise.reject(new Error('No test opens studios here.')),
    startWork: async (work, inMs = 0) => {
      started.push({ ...work, inMs })
    },
  }
  return { ...made, fleet, kept, started, forgotten, mails, webhooks }
}
