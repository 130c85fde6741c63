import type { Mail, MailPort, MailResult } from '../../tenants/messages/mail-port.ts'

export type Mailbox = {
  port: MailPort
  /** What was accepted, each key once. */
  mails: Mail[]
  /** Every mail that was handed over, again and again. */
  attempts: Mail[]
  /** The next mails meet these results instead, one each; `lost` is accepted, but the answer never comes. */
  plan: (...results: (MailResult | 'lost')[]) => void
}

const lost: MailResult = { ok: false, kind: 'unknown', reason: 'time-out' }

/** Keeps mail in memory; like a provider it takes the same idempotency key for the same mail. */
export function makeMailbox(): Mailbox {
  const mails: Mail[] = []
  const attempts: Mail[] = []
  const planned: (MailResult | 'lost')[] = []
  return {
    mails,
    attempts,
    plan: (...results) => void planned.push(...results),
    port: {
      send: async (mail) => {
        attempts.push(mail)
        // As a call over the network would, so that runs at the same time overlap.
        await new Promise((resolve) => setImmediate(resolve))
        const result = planned.shift()
        if (result !== undefined && result !== 'lost') return result
        if (mails.every(({ idempotencyKey }) => idempotencyKey !== mail.idempotencyKey)) mails.push(mail)
        return result === 'lost' ? lost : { ok: true, providerId: `id of ${mail.idempotencyKey}` }
      },
    },
  }
}
