import type { TenantContext } from '../context.ts'
import { localize } from '../studio/localize.ts'
import { isAboutAccount, type ClaimedMessage } from './claim-messages.ts'
import { cleanLine } from './clean-text.ts'
import type { Mail } from './mail-port.ts'
import type { StudioNames } from './studio-names.ts'
import { writeAccountMail } from './write-account-mail.ts'
import { writeNotice } from './write-notice.ts'

type Sender = { catalogue: StudioNames; mailFrom: string }

/**
 * Makes the mail of a claimed message, the same each time it is asked as long as what it is about stays the same. Links
 * lead to the host the booking was made on, or the account asked for. `mailFrom` is our own sending address; the studio is
 * the name before it and the one who gets the answers.
 */
export async function composeMail(
  ctx: TenantContext,
  claimed: ClaimedMessage,
  { catalogue, mailFrom }: Sender,
): Promise<Mail> {
  const { id, kind, locale, recipient } = claimed.message
  const { studio } = catalogue
  return {
    idempotencyKey: `${kind}/${ctx.tenant.id}/${id}`,
    from: formatSender(localize(studio.studioName, locale, studio.defaultLocale), mailFrom),
    to: cleanLine(recipient),
    replyTo: cleanLine(studio.contactEmail),
    ...(isAboutAccount(claimed)
      ? await writeAccountMail(ctx, claimed, catalogue)
      : await writeNotice(ctx, claimed, catalogue)),
    tags: { kind, tenant: ctx.tenant.id },
  }
}

/** `"Studio" <address>`: whatever the studio is called, the address is ours and cannot be read as another one. */
function formatSender(name: string, address: string): string {
  const quoted = cleanLine(name).replace(/["\\<>]/g, '')
  return quoted === '' ? address : `"${quoted}" <${address}>`
}
