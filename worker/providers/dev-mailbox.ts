import { z } from 'zod'
import type { MailPort } from '../../tenants/messages/mail-port.ts'

const keptMail = z.object({
  id: z.string(),
  sentAt: z.number(),
  from: z.string(),
  to: z.string(),
  replyTo: z.string(),
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  attachments: z.array(z.object({ filename: z.string(), contentType: z.string(), content: z.string() })),
  tags: z.record(z.string(), z.string()),
})
export type KeptMail = z.output<typeof keptMail>

/** Keeps each mail instead of sending it. As with a real provider, the same idempotency key is one mail. */
export function makeDevMailbox(kv: KVNamespace, now: () => number): MailPort {
  return {
    async send({ idempotencyKey, ...mail }) {
      const id = await idOf(idempotencyKey)
      try {
        const known = await readMail(kv, id)
        if (!known) await kv.put(keyOf(id), JSON.stringify({ ...mail, id, sentAt: now() }))
        return { ok: true, providerId: id }
      } catch {
        return { ok: false, kind: 'retry', reason: 'The development mailbox cannot be written.' }
      }
    },
  }
}

export async function readMail(kv: KVNamespace, id: string): Promise<KeptMail | undefined> {
  return keptMail.safeParse(await kv.get(keyOf(id), 'json')).data
}

/** All mails, the newest first. */
export async function listMails(kv: KVNamespace): Promise<KeptMail[]> {
  const mails: (KeptMail | undefined)[] = []
  let cursor: string | undefined
  do {
    const page: KVNamespaceListResult<unknown> = await kv.list({ prefix: keyOf(''), cursor: cursor ?? null })
    mails.push(
      ...(await Promise.all(page.keys.map(({ name }) => readMail(kv, name.slice(keyOf('').length))))),
    )
    cursor = page.list_complete ? undefined : page.cursor
  } while (cursor !== undefined)
  return mails.filter((mail) => mail !== undefined).toSorted((a, b) => b.sentAt - a.sentAt)
}

function keyOf(id: string): string {
  return `mail/${id}`
}

async function idOf(idempotencyKey: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(idempotencyKey))
  return Array.from(new Uint8Array(digest, 0, 12), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
