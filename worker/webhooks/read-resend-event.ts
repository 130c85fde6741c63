import { z } from 'zod'
import { AppError } from '../../tenants/errors.ts'
import type { DeliveryNews } from '../../tenants/messages/note-delivery.ts'

/** What an event of Resend's says that concerns us. */
export type ResendEvent =
  | { about: 'mail'; tenantId: string; news: Omit<DeliveryNews, 'eventId'> }
  | { about: 'domain'; domain: string }

const tagsSchema = z.union([
  z.record(z.string(), z.string()),
  // Their reference shows a list, their package a record.
  z
    .array(z.object({ name: z.string(), value: z.string() }))
    .transform((tags) => Object.fromEntries(tags.map(({ name, value }) => [name, value]))),
])

const eventSchema = z.object({ type: z.string(), created_at: z.string(), data: z.unknown() })
const mailSchema = z.object({
  email_id: z.string().min(1),
  tags: tagsSchema,
  bounce: z.object({ message: z.string(), type: z.string(), subType: z.string() }).partial().optional(),
  failed: z.object({ reason: z.string() }).partial().optional(),
  suppressed: z.object({ message: z.string(), type: z.string() }).partial().optional(),
})
const domainSchema = z.object({ name: z.string().min(1) })

type Mail = z.output<typeof mailSchema>
type Word = Pick<DeliveryNews, 'delivery' | 'reason' | 'refusal'>

/** A mailbox that is full, or a server that is away: the address may be good. */
const PASSING = /^(transient|undetermined)$/i

const words: Record<string, (mail: Mail) => Word> = {
  'email.sent': () => ({ delivery: null }),
  'email.delivered': () => ({ delivery: 'delivered' }),
  'email.delivery_delayed': () => ({ delivery: 'delayed' }),
  'email.bounced': ({ bounce = {} }) => ({
    delivery: 'bounced',
    reason: join(bounce.type, bounce.subType, bounce.message),
    refusal: PASSING.test(bounce.type ?? '') ? null : 'bounced',
  }),
  'email.complained': () => ({ delivery: 'complained', refusal: 'complained' }),
  // Not sent at all, as it bounced or was complained of before: somewhere, in this studio or another.
  'email.suppressed': ({ suppressed = {} }) => ({
    delivery: 'bounced',
    reason: join(suppressed.type, suppressed.message),
    refusal: /complain/i.test(join(suppressed.type, suppressed.message)) ? 'complained' : 'bounced',
  }),
  'email.failed': ({ failed = {} }) => ({ delivery: 'refused', reason: join(failed.reason) }),
}

/**
 * Reads an event whose signature was good; nothing for one that says nothing to us.
 *
 * @throws AppError `bad_request` for what is no event at all.
 */
export function readResendEvent(body: Uint8Array): ResendEvent | undefined {
  const { data: event } = eventSchema.safeParse(parse(body))
  if (!event) throw new AppError('bad_request', 'This is not an event.')
  if (/^domain\.(updated|deleted)$/.test(event.type)) {
    const { data: domain } = domainSchema.safeParse(event.data)
    return domain && { about: 'domain', domain: domain.name.toLowerCase() }
  }
  const word = Object.hasOwn(words, event.type) ? words[event.type] : undefined
  const { data: mail } = mailSchema.safeParse(event.data)
  const at = Date.parse(event.created_at)
  const tenantId = mail?.tags['tenant']
  if (!word || !mail || tenantId === undefined || Number.isNaN(at)) return undefined
  const messageId = mail.tags['message'] ?? null
  const news = { vendor: 'resend' as const, messageId, providerId: mail.email_id, at, ...word(mail) }
  return { about: 'mail', tenantId, news }
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(body))
  } catch {
    return undefined
  }
}

function join(...parts: (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(', ')
}
