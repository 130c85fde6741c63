import type { MessageSettingsRow, MessageTemplateRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { senderAddress } from '../mail-domain/sender-address.ts'
import { localize } from '../studio/localize.ts'
import { subscriptionOf } from '../unsubscribe/subscription-of.ts'
import { makeUnsubscribeHeaders } from '../unsubscribe/unsubscribe-url.ts'
import { atHost } from './at-host.ts'
import { isAboutAccount, type ClaimedMessage } from './claim-messages.ts'
import { cleanLine } from './clean-text.ts'
import type { Mail } from './mail-port.ts'
import type { StudioNames } from './studio-names.ts'
import { writeAccountMail } from './write-account-mail.ts'
import { writeNotice } from './write-notice.ts'

type Sender = {
  catalogue: StudioNames
  settings: MessageSettingsRow
  templates?: readonly MessageTemplateRow[]
  mailFrom: string
}

/**
 * Makes the mail of a claimed message, the same each time it is asked as long as what it is about stays the same. Links
 * lead to the host the booking was made on, or the account asked for. It comes from the studio's own address once that is
 * proven, else from ours, `mailFrom`; the studio is the name before it and the one who gets the answers. What nobody has to
 * be told carries a link that says no to its kind.
 */
export async function composeMail(
  ctx: TenantContext,
  claimed: ClaimedMessage,
  { catalogue, settings, templates = [], mailFrom }: Sender,
): Promise<Mail> {
  const { id, kind, locale, recipient } = claimed.message
  const { studio } = catalogue
  const subscription = subscriptionOf(claimed)
  return {
    idempotencyKey: `${kind}/${ctx.tenant.id}/${id}`,
    from: formatSender(
      localize(studio.studioName, locale, studio.defaultLocale),
      senderAddress(settings, mailFrom),
    ),
    to: cleanLine(recipient),
    replyTo: cleanLine(studio.contactEmail),
    ...(isAboutAccount(claimed)
      ? await writeAccountMail(ctx, claimed, { catalogue, templates })
      : await writeNotice(ctx, claimed, { catalogue, templates })),
    ...(subscription && { headers: await makeUnsubscribeHeaders(hostOf(ctx, claimed), subscription) }),
    tags: { kind, tenant: ctx.tenant.id, message: id },
  }
}

/** The host the booking was made on, or the wait began; of what is told to staff, the studio's main one. */
function hostOf(ctx: TenantContext, claimed: ClaimedMessage): TenantContext {
  if (isAboutAccount(claimed)) return ctx
  const { matter } = claimed
  return atHost(ctx, matter.about === 'entry' ? matter.entry.host : matter.booking.host)
}

/** `"Studio" <address>`: whatever the studio is called, the address is ours and cannot be read as another one. */
function formatSender(name: string, address: string): string {
  const quoted = cleanLine(name).replace(/["\\<>]/g, '')
  return quoted === '' ? address : `"${quoted}" <${address}>`
}
