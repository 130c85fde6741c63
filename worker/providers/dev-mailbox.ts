import { z } from 'zod'
import type { MailPort } from '../../tenants/messages/mail-port.ts'
import type { PushPort } from '../../tenants/messages/push-port.ts'
import type { SmsPort } from '../../tenants/messages/sms-port.ts'

const kept = { id: z.string(), sentAt: z.number(), to: z.string() }
const keptMail = z.object({
  ...kept,
  from: z.string(),
  replyTo: z.string(),
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  attachments: z.array(z.object({ filename: z.string(), contentType: z.string(), content: z.string() })),
  headers: z.record(z.string(), z.string()).default({}),
  tags: z.record(z.string(), z.string()),
})
const keptSms = z.object({
  ...kept,
  from: z.string(),
  body: z.string(),
  segments: z.number(),
  tenantId: z.string(),
  messageId: z.string(),
})
const keptPush = z.object({
  ...kept,
  title: z.string(),
  body: z.string(),
  url: z.string(),
  tag: z.string(),
  expiresAt: z.number(),
})
const keptWebhook = z.object({
  ...kept,
  event: z.string(),
  body: z.string(),
  headers: z.record(z.string(), z.string()),
})

/** By channel, which is also the first part of the keys; `mail` stands for `email`. */
const schemas = { mail: keptMail, sms: keptSms, push: keptPush, webhook: keptWebhook }
export const keptKinds = ['mail', 'sms', 'push', 'webhook'] as const
export type KeptKind = (typeof keptKinds)[number]
type KeptByKind = { [Kind in KeptKind]: z.output<(typeof schemas)[Kind]> }
export type KeptMail = KeptByKind['mail']
export type Kept = { [Kind in KeptKind]: { kind: Kind } & KeptByKind[Kind] }[KeptKind]

/** Keeps each mail instead of sending it. As with a real provider, the same idempotency key is one mail. */
export function makeDevMailbox(kv: KVNamespace, now: () => number): MailPort {
  return {
    async send({ idempotencyKey, ...mail }) {
      const id = await idOf(idempotencyKey)
      try {
        const known = await readMail(kv, id)
        if (!known) await kv.put(keyOf('mail', id), JSON.stringify({ ...mail, id, sentAt: now() }))
        return { ok: true, providerId: id }
      } catch {
        return { ok: false, kind: 'retry', reason: 'The development mailbox cannot be written.' }
      }
    },
  }
}

/** Keeps each text message. As with a real provider there is no key: what is sent twice is there twice. */
export function makeDevSms(kv: KVNamespace, now: () => number): SmsPort {
  return {
    async send(sms) {
      const id = `SM${crypto.randomUUID().replaceAll('-', '')}`
      try {
        const { SegmentedMessage } = await import('sms-segments-calculator')
        const segments = new SegmentedMessage(sms.body).segmentsCount
        await kv.put(keyOf('sms', id), JSON.stringify({ ...sms, segments, id, sentAt: now() }))
        return { ok: true, providerId: id, segments }
      } catch {
        return { ok: false, kind: 'retry', reason: 'The development mailbox cannot be written.' }
      }
    },
    async find({ to, from, since }) {
      const known = await listKept(kv, ['sms'])
      return known.flatMap((sms) =>
        sms.kind === 'sms' && sms.to === to && sms.from === (from ?? sms.from) && sms.sentAt >= since
          ? { ...sms, providerId: sms.id, status: 'delivered', createdAt: sms.sentAt }
          : [],
      )
    },
  }
}

/** Keeps each push, under the endpoint it would have gone to. */
export function makeDevPush(kv: KVNamespace, now: () => number): PushPort {
  return {
    async send({ endpoint }, notice, expiresAt) {
      const id = crypto.randomUUID()
      try {
        const push = { ...notice, to: endpoint, expiresAt, id, sentAt: now() }
        await kv.put(keyOf('push', id), JSON.stringify(push))
        return { ok: true }
      } catch {
        return { ok: false, kind: 'retry', reason: 'The development mailbox cannot be written.' }
      }
    },
  }
}

/** Keeps a webhook as it would have been sent to `to`. Under the same `id` it is there once. */
export async function keepWebhook(kv: KVNamespace, webhook: KeptByKind['webhook']): Promise<void> {
  await kv.put(keyOf('webhook', webhook.id), JSON.stringify(webhook))
}

export async function readMail(kv: KVNamespace, id: string): Promise<KeptMail | undefined> {
  return keptMail.safeParse(await kv.get(keyOf('mail', id), 'json')).data
}

/** All mails, the newest first. */
export async function listMails(kv: KVNamespace): Promise<KeptMail[]> {
  const all = await listKept(kv, ['mail'])
  return all.filter((one) => one.kind === 'mail')
}

/** Whatever was kept of these kinds, the newest first. */
export async function listKept(kv: KVNamespace, kinds: readonly KeptKind[]): Promise<Kept[]> {
  const lists = await Promise.all(kinds.map((kind) => listKind(kv, kind)))
  return lists.flat().toSorted((a, b) => b.sentAt - a.sentAt)
}

export async function readKept(kv: KVNamespace, kind: KeptKind, id: string): Promise<Kept | undefined> {
  return parse(kind, await kv.get(keyOf(kind, id), 'json'))
}

async function listKind(kv: KVNamespace, kind: KeptKind): Promise<Kept[]> {
  const found: (Kept | undefined)[] = []
  let cursor: string | undefined
  do {
    const page: KVNamespaceListResult<unknown> = await kv.list({
      prefix: keyOf(kind, ''),
      cursor: cursor ?? null,
    })
    found.push(
      ...(await Promise.all(page.keys.map(({ name }) => readKept(kv, kind, name.slice(kind.length + 1))))),
    )
    cursor = page.list_complete ? undefined : page.cursor
  } while (cursor !== undefined)
  return found.filter((one) => one !== undefined)
}

function parse(kind: KeptKind, value: unknown): Kept | undefined {
  const { data } = schemas[kind].safeParse(value)
  // The schema of a kind gives what that kind is.
  return data && ({ kind, ...data } as Kept)
}

function keyOf(kind: KeptKind, id: string): string {
  return `${kind}/${id}`
}

async function idOf(idempotencyKey: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(idempotencyKey))
  return Array.from(new Uint8Array(digest, 0, 12), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
