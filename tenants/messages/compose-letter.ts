import type { TenantContext } from '../context.ts'
import { isAboutAccount, type ClaimedMessage, type Desk } from './claim-messages.ts'
import { composeMail } from './compose-mail.ts'
import type { Mail } from './mail-port.ts'
import { clientOf } from './message-matter.ts'
import type { PushNotice } from './push-port.ts'
import type { Sms } from './sms-port.ts'
import { writeShort } from './write-short.ts'

/** What is handed to the channel's port. `from` and `body` of a text message are settled when it is let through. */
export type Letter =
  | { channel: 'email'; mail: Mail }
  | { channel: 'sms'; sms: Sms }
  | { channel: 'push'; messageId: string; clientId: string; notice: PushNotice }

/** Makes what goes out of a claimed message, the same each time as long as what it is about stays the same. */
export async function composeLetter(
  ctx: TenantContext,
  claimed: ClaimedMessage,
  { desk, mailFrom }: { desk: Desk; mailFrom: string },
): Promise<Letter> {
  const { catalogue, templates, settings } = desk
  const { id, channel, recipient, bookingId, waitlistEntryId } = claimed.message
  if (channel === 'email' || isAboutAccount(claimed)) {
    return { channel: 'email', mail: await composeMail(ctx, claimed, { ...desk, mailFrom }) }
  }
  const { title, body, url } = await writeShort(ctx, claimed, { catalogue, templates, channel })
  if (channel === 'push') {
    // What is told later of the same thing takes the place of what was told before.
    const tag = bookingId ?? waitlistEntryId ?? id
    const notice = { title, body, url, tag }
    return { channel, messageId: id, clientId: clientOf(claimed.matter), notice }
  }
  const from = settings.smsSender ?? ''
  return { channel, sms: { to: recipient, from, body, tenantId: ctx.tenant.id, messageId: id } }
}
