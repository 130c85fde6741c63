import type { MessageTemplateRow } from '../../db/tenant/schema/index.ts'
import { makeManageUrl } from '../bookings/manage-url.ts'
import type { TenantContext } from '../context.ts'
import { subscriptionOf } from '../unsubscribe/subscription-of.ts'
import { makeUnsubscribeUrl } from '../unsubscribe/unsubscribe-url.ts'
import { attachCalendar } from './attach-calendar.ts'
import type { ClaimedNotice } from './claim-messages.ts'
import type { MailAttachment } from './mail-port.ts'
import type { WrittenMail } from './mail-content.ts'
import { findActionUrl } from './find-action-url.ts'
import { dueSince } from './message-matter.ts'
import { renderMessage } from './render-message.ts'
import { atHost } from './at-host.ts'
import type { StudioNames } from './studio-names.ts'
import { tellStory } from './tell-story.ts'

/** Whose names a message says, and the studio's own words. */
export type Wording = { catalogue: StudioNames; templates: readonly MessageTemplateRow[] }

type Written = WrittenMail & { attachments: MailAttachment[] }

/** Writes what a claimed message tells of a booking or a place in a waitlist, with what belongs into a calendar. */
export async function writeNotice(
  ctx: TenantContext,
  { message, matter }: ClaimedNotice,
  { catalogue, templates }: Wording,
): Promise<Written> {
  const { locale, recipient } = message
  const there = atHost(ctx, matter.about === 'entry' ? matter.entry.host : matter.booking.host)
  const manageUrlOf = (bookingId: string) => makeManageUrl(there, bookingId)
  const story = tellStory({ message, matter })
  const now = dueSince(message, matter)
  const actionUrl = await findActionUrl(ctx, { message, matter })
  const subscription = subscriptionOf({ message, matter })
  const stopUrl = subscription && (await makeUnsubscribeUrl(there, subscription))
  return {
    ...renderMessage({ story, locale, catalogue, templates, actionUrl, stopUrl }),
    attachments:
      matter.about === 'entry'
        ? []
        : await attachCalendar({ story, matter, catalogue, locale, recipient, now, manageUrlOf }),
  }
}
