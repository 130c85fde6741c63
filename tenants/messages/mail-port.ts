/** A file that travels with a mail; `content` is text and is encoded by whoever sends it. */
export type MailAttachment = { filename: string; contentType: string; content: string }

/** One e-mail, ready to go. Addresses and subject hold no line breaks (`clean-text.ts`). */
export type Mail = {
  /** At most 256 characters. The same key is delivered once, however often it is sent within 24 hours. */
  idempotencyKey: string
  /** `"Display name" <address>`. */
  from: string
  to: string
  replyTo: string
  subject: string
  html: string
  text: string
  attachments: MailAttachment[]
  /** Such as `List-Unsubscribe`. */
  headers?: Record<string, string>
  /** Names and values of ASCII letters, digits, `_` and `-` only. */
  tags: Record<string, string>
}

/**
 * What became of a mail. `providerId` is empty when the provider says only that it had this mail before.
 * - `retry`: not accepted, and trying again later may work; not before `retryAfterMs` when it is given.
 * - `rejected`: will never be accepted as it is.
 * - `unknown`: it may have been accepted. Only the same idempotency key may be sent again.
 */
export type MailResult =
  | { ok: true; providerId: string | null }
  | {
      ok: false
      kind: 'retry' | 'rejected' | 'unknown'
      reason: string
      retryAfterMs?: number
      /** Nothing may be sent from that address, whoever it goes to. */
      isSenderRefused?: true
    }

/** The way out for e-mail: Resend (`worker/providers/resend.ts`) or the development mailbox. */
export type MailPort = {
  /** Never rejects; the result says what happened. */
  send: (mail: Mail) => Promise<MailResult>
}
