import { seconds } from '../../tenants/durations.ts'
import type { GatePort } from '../../tenants/messages/gate-port.ts'
import { vendorOf } from '../../tenants/vendors/vendors.ts'
import type { MessageChannel } from '../../db/tenant/schema/index.ts'
import type { Env } from '../env.ts'
import { logFailure } from '../log.ts'

/**
 * A visit that waited so long in all lets the next studio have its place; its messages come in its next visit. It goes by
 * what was known when it began, and a studio that is suspended is silent within a minute.
 */
const LONGEST_VISIT_MS = seconds(45)

type Visit = { tenantId: string; requestId: string }

/**
 * The gates before the vendors, for one visit of one studio. What goes to the development mailbox passes none. A gate that
 * cannot be reached stands open: then the vendor's own limits are what keeps the rate, and whom they refuse tries again.
 */
export function makeGate(env: Env, { tenantId, requestId }: Visit): GatePort {
  const endsAt = Date.now() + LONGEST_VISIT_MS
  // A stub breaks with the object behind it, so each call takes a new one.
  const gateOf = (channel: MessageChannel) => env.VENDOR_GATE.getByName(vendorOf[channel])
  const away = (error: unknown) => logFailure({ event: 'gate_failed', tenantId, requestId }, error)
  return {
    async take(channel) {
      if (!hasVendor(env, channel)) return { ok: true }
      if (Date.now() >= endsAt) return { ok: false, retryAfterMs: seconds(1) }
      try {
        return await gateOf(channel).take(tenantId)
      } catch (error) {
        away(error)
        return { ok: true }
      }
    },
    async report(channel, answer) {
      if (!hasVendor(env, channel)) return
      try {
        await gateOf(channel).report(tenantId, answer.ok ? { ok: true } : toAnswer(answer))
      } catch (error) {
        away(error)
      }
    },
  }
}

/** The vendor's words stay here. */
function toAnswer({ kind, retryAfterMs }: { kind: string; retryAfterMs?: number }) {
  return { ok: false as const, kind, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
}

function hasVendor(env: Env, channel: MessageChannel): boolean {
  if (channel === 'email') return env.RESEND_API_KEY !== undefined
  return channel === 'sms' ? env.TWILIO_ACCOUNT_SID !== undefined : env.VAPID_PRIVATE_KEY !== undefined
}
