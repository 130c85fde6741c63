import type { Context } from 'hono'
import { AppError } from '../../tenants/errors.ts'
import { findSmsTenant } from '../../tenants/fleet/find-sms-tenant.ts'
import { noteInboundSms } from '../../tenants/sms/note-inbound-sms.ts'
import { noteSmsStatus } from '../../tenants/sms/note-sms-status.ts'
import { readKeyword } from '../../tenants/sms/read-keyword.ts'
import type { AppEnv } from '../app-env.ts'
import { registryOf } from '../context.ts'
import { twilioTokens } from '../providers/twilio-tokens.ts'
import { originOf } from '../request-origin.ts'
import { contextOf } from './context-of.ts'
import { isTwilioSigned } from './is-twilio-signed.ts'

/**
 * `POST /webhooks/twilio`: what became of a text message (its address says which, in which studio), and what somebody wrote
 * to a studio's number. Only what Twilio signed for our account is read. What it says of nobody here is answered like
 * everything else; when a database is away, with 5xx.
 *
 * @throws AppError `unauthorized`; DatabaseError.
 */
export async function takeTwilioNews(c: Context<AppEnv>): Promise<Response> {
  const { TWILIO_ACCOUNT_SID: accountSid } = c.env
  const { pathname, search, searchParams } = new URL(c.req.url)
  const url = originOf(c.req.raw) + pathname + search
  const form = new URLSearchParams(await c.req.text())
  const signature = c.req.header('x-twilio-signature') ?? ''
  const isSigned = await Promise.all(
    twilioTokens(c.env).map((token) => isTwilioSigned({ url, form, signature }, token)),
  )
  if (form.get('AccountSid') !== accountSid || !isSigned.includes(true))
    throw new AppError('unauthorized', 'This is not signed by who may tell us.')

  const [tenantId, messageId] = [searchParams.get('tenant'), searchParams.get('message')]
  const reply =
    tenantId !== null && messageId !== null
      ? await takeStatus(c, { tenantId, messageId, form })
      : await takeInbound(c, form)
  return c.body(toTwiml(reply), 200, { 'Content-Type': 'text/xml; charset=utf-8' })
}

type Status = { tenantId: string; messageId: string; form: URLSearchParams }

async function takeStatus(c: Context<AppEnv>, { tenantId, messageId, form }: Status): Promise<null> {
  const [providerId, status] = [form.get('MessageSid'), form.get('MessageStatus')]
  const ctx = await contextOf(c, tenantId)
  if (!ctx || !providerId || !status) return null
  const code = Number(form.get('ErrorCode') ?? Number.NaN)
  await noteSmsStatus(ctx, {
    messageId,
    providerId,
    status,
    errorCode: code > 0 ? code : null,
    to: form.get('To') ?? '',
  })
  return null
}

/** What is answered; nothing where Twilio has answered by itself (`OptOutType`). */
async function takeInbound(c: Context<AppEnv>, form: URLSearchParams): Promise<string | null> {
  const [id, from] = [form.get('MessageSid'), form.get('From')]
  const optOutType = form.get('OptOutType')
  const keyword = readKeyword(optOutType ?? form.get('Body') ?? '')
  if (!keyword || !id || !from) return null
  const senders = ['To', 'MessagingServiceSid'].flatMap((name) => form.get(name) ?? [])
  const tenantId = await findSmsTenant(registryOf(c.env), senders)
  const ctx = tenantId === null ? undefined : await contextOf(c, tenantId)
  const reply = ctx ? await noteInboundSms(ctx, { id, from, keyword }) : null
  return optOutType === null ? reply : null
}

function toTwiml(reply: string | null): string {
  const message = reply === null ? '' : `<Message>${escapeXml(reply)}</Message>`
  return `<?xml version="1.0" encoding="UTF-8"?><Response>${message}</Response>`
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
