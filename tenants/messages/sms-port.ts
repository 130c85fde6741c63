/** One text message, ready to go. */
export type Sms = {
  /** E.164. */
  to: string
  /** A number in E.164, a name of letters and digits, or the vendor's id of a messaging service. */
  from: string
  body: string
  /** What the vendor's news of it are to carry: ids of ours. */
  tenantId: string
  messageId: string
}

/**
 * What became of a text message. There is no idempotency key: `unknown` may have been accepted, and is looked up by
 * `find`, never sent again blindly.
 */
export type SmsResult =
  | { ok: true; providerId: string; segments: number }
  | {
      ok: false
      kind: 'retry' | 'rejected' | 'unknown'
      /** The vendor's code and words. */
      reason: string
      /** Their code, such as 21610 for whoever opted out. */
      code?: number
      retryAfterMs?: number
    }

/** One that the vendor has. Instants in ms. */
export type KnownSms = {
  providerId: string
  to: string
  /** As `Sms.from`: what it was handed over with. */
  from: string
  body: string
  status: string
  segments: number
  createdAt: number
}

export type SmsSought = { to: string; from: string | null; since: number }

/** The way out for text messages: Twilio (`worker/providers/twilio.ts`) or the development mailbox. */
export type SmsPort = {
  /** Never rejects. */
  send: (sms: Sms) => Promise<SmsResult>
  /** What was sent to a number, `from` one sender or any, since then (ms), newest first; null when the vendor does not answer. */
  find: (asked: SmsSought) => Promise<KnownSms[] | null>
}
