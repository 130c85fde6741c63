import type { TenantContext } from '../context.ts'
import { isAboutAccount } from './claim-messages.ts'
import { composeLetter } from './compose-letter.ts'
import { findNotification, type FoundNotification } from './find-notification.ts'
import { judgeResend } from './judge-resend.ts'
import type { Notification } from './notification.ts'

/** What a message says; of a mail its `html` as well, whose links lead nowhere. */
export type Saying = { subject: string; text: string; html: string | null }

export type NotificationRecord = {
  notification: Notification
  /** As it would be written now; null: what it was about is no longer so, or a link in it opens somebody's login. */
  says: Saying | null
  /** How often staff sent it by hand. */
  copies: number
  /** Why it cannot be sent once more: `judge-resend.ts`; null: it can, by whoever may. */
  refusal: string | null
}

/**
 * One message of the log, and what it says; for a trainer about their own bookings and classes. One round trip.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; DatabaseError.
 */
export async function getNotification(
  ctx: TenantContext,
  { messageId }: { messageId: string },
): Promise<NotificationRecord> {
  const found = await findNotification(ctx, { messageId }, 'messages:view')
  const verdict = judgeResend(ctx, found)
  return {
    notification: found.notification,
    says: await writeAgain(ctx, found),
    copies: found.copies,
    refusal: verdict.ok ? null : verdict.reason,
  }
}

async function writeAgain(ctx: TenantContext, { claimed, desk }: FoundNotification): Promise<Saying | null> {
  if (!claimed || isAboutAccount(claimed)) return null
  if (claimed.matter.about === 'booking' && claimed.matter.told.length === 0) return null
  // What cannot be written is no reason to show nothing of what became of it.
  const letter = await composeLetter(ctx, claimed, { desk, mailFrom: 'nobody@example.invalid' }).catch(
    () => null,
  )
  if (!letter) return null
  if (letter.channel === 'email') {
    const { subject, text, html } = letter.mail
    return {
      subject,
      text: withoutSecrets(text),
      html: withoutSecrets(html).replaceAll(/\shref="[^"]*"/g, ''),
    }
  }
  if (letter.channel === 'sms') return { subject: '', text: withoutSecrets(letter.sms.body), html: null }
  return { subject: letter.notice.title, text: letter.notice.body, html: null }
}

/** Links open what they are about to whoever has them: those who may only look get them without what opens it. */
function withoutSecrets(text: string): string {
  return text.replaceAll(/(https?:\/\/[^\s"'<>?]+)\?[^\s"'<>]*/g, '$1')
}
