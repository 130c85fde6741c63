import type { MessageChannel } from '../../db/tenant/schema/index.ts'

/** When `ok` is false: nothing may be sent now, and this is no attempt; come again after `retryAfterMs`. */
export type Turn = { ok: true } | { ok: false; retryAfterMs: number }

/** As much of what a vendor answered as says how the vendor is: what mail, SMS and push ports give back. */
export type VendorAnswer = { ok: true } | { ok: false; kind: string; retryAfterMs?: number }

/**
 * The gate before the vendors (`worker/durable-objects/vendor-gate.ts`): it keeps each vendor's rate for the whole
 * platform, in turns between studios, and closes while a vendor is down. Neither call rejects.
 */
export type GatePort = {
  /** Waits for this studio's turn, a minute at most. Each `ok` is one request to the vendor, and is to be reported. */
  take: (channel: MessageChannel) => Promise<Turn>
  report: (channel: MessageChannel, answer: VendorAnswer) => Promise<void>
}
