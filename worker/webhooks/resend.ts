import type { Context } from 'hono'
import { AppError } from '../../tenants/errors.ts'
import { findMailDomainHolder } from '../../tenants/fleet/mail-domains.ts'
import { hurryMailDomain } from '../../tenants/mail-domain/check-mail-domain.ts'
import { noteDelivery } from '../../tenants/messages/note-delivery.ts'
import type { AppEnv } from '../app-env.ts'
import { registryOf } from '../context.ts'
import { contextOf } from './context-of.ts'
import { isSigned } from './is-signed.ts'
import { readResendEvent } from './read-resend-event.ts'

/**
 * `POST /webhooks/resend`: what became of mails and senders' domains. Only what Resend signed is read. What it says of
 * nobody here, or in words we do not know, is answered like everything else: they need not say it again. When a database is
 * away they do (5xx), for a day and more.
 *
 * @throws AppError `unauthorized`; `bad_request` for what is signed and cannot be read; DatabaseError.
 */
export async function takeResendNews(c: Context<AppEnv>): Promise<Response> {
  const eventId = c.req.header('svix-id') ?? ''
  const signed = {
    id: eventId,
    timestamp: c.req.header('svix-timestamp') ?? '',
    signatures: c.req.header('svix-signature') ?? '',
    body: new Uint8Array(await c.req.arrayBuffer()),
  }
  const secrets = c.env.RESEND_WEBHOOK_SECRET
  if (secrets === undefined || !(await isSigned(signed, { secrets, now: Date.now() }))) {
    throw new AppError('unauthorized', 'This is not signed by who may tell us.')
  }
  const event = readResendEvent(signed.body)
  if (event?.about === 'mail') {
    const ctx = await contextOf(c, event.tenantId)
    if (ctx) await noteDelivery(ctx, { ...event.news, eventId })
  }
  if (event?.about === 'domain') {
    const tenantId = await findMailDomainHolder(registryOf(c.env), event.domain)
    const ctx = tenantId === null ? undefined : await contextOf(c, tenantId)
    if (ctx) await hurryMailDomain(ctx, event.domain)
  }
  return c.text('ok\n')
}
