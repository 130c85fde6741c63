import type { TenantContext } from '../context.ts'
import { isAboutAccount, type ClaimedNotice } from './claim-messages.ts'
import type { FoundNotification } from './find-notification.ts'
import { judgeMessage } from './judge-message.ts'

/** How often staff may send one message once more. */
export const MOST_COPIES = 3

export type Resend = { ok: true; recipient: string; claimed: ClaimedNotice } | { ok: false; reason: string }

/**
 * Whether a message may be sent once more, and where to: wherever its client is reached now, which is why one asks. Never
 * what would be of no use, as `judgeMessage` says, nor what somebody said no to; and
 *
 * - `suspended`: the studio is; `about_login`: it carries a link or tells of a login, which is asked for anew;
 * - `not_sent_yet`: it still goes out by itself; `unknown`: it may have gone out;
 * - `resent_enough`, `resend_waits`: it was sent by hand before, that often or just now;
 * - `no_address`, `sms_no_sender`, `sms_no_consent`, `sms_stopped`, `gone`: nobody would get it.
 */
export function judgeResend(ctx: TenantContext, found: FoundNotification): Resend {
  const { row, claimed, copies, isWaiting, desk } = found
  if (ctx.tenant.status !== 'active') return refused('suspended')
  if (!claimed || isAboutAccount(claimed)) return refused('about_login')
  if (row.state === 'planned' || row.state === 'claimed') return refused('not_sent_yet')
  if (row.state === 'unknown') return refused('unknown')
  if (isWaiting) return refused('resend_waits')
  if (copies >= MOST_COPIES) return refused('resent_enough')
  const to = whereTo(found, claimed)
  if (!to.ok) return to
  const { id, kind } = claimed.message
  const anew = { ...claimed.message, id, kind, recipient: to.recipient, attempts: 0 }
  const verdict = judgeMessage(
    { ...claimed, message: anew },
    { now: ctx.now(), quiet: desk.catalogue.studio },
  )
  if (verdict && verdict.state !== 'later') return refused(verdict.reason)
  return { ok: true, recipient: to.recipient, claimed: { ...claimed, message: anew } }
}

const refused = (reason: string): Resend & { ok: false } => ({ ok: false, reason })

type Where = { ok: true; recipient: string } | { ok: false; reason: string }

function whereTo({ row, reach, desk }: FoundNotification, { matter }: ClaimedNotice): Where {
  const { wishes } = matter
  if (row.channel === 'email') {
    const { contactEmail } = matter.about === 'entry' ? matter.entry : matter.booking
    if (contactEmail === '') return refused(wishes.isErased ? 'erased' : 'no_address')
    return { ok: true, recipient: contactEmail }
  }
  if (row.channel === 'push') {
    return reach.devices > 0 ? { ok: true, recipient: row.recipient } : refused('gone')
  }
  if (desk.settings.smsSender === null || desk.settings.smsState !== 'approved')
    return refused('sms_no_sender')
  if (reach.phone === null) return refused('sms_no_consent')
  return reach.isStopped ? refused('sms_stopped') : { ok: true, recipient: reach.phone }
}
