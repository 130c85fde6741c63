import { sql } from 'drizzle-orm'
import type {
  BookingMessageKind,
  MessageChannel,
  MessageTemplateRow,
  TemplateTexts,
} from '../../../db/tenant/schema/index.ts'
import type { TenantContext } from '../../context.ts'
import { hours } from '../../durations.ts'
import { countSegments } from '../../sms/count-segments.ts'
import type { Locale } from '../../studio/get-catalogue.ts'
import { getToday } from '../../today/get-today.ts'
import type { AccountMatter } from '../account-matter.ts'
import { layOut, selectDesk } from '../claim-messages.ts'
import type { WrittenMail } from '../mail-content.ts'
import { renderAccountMessage } from '../render-account-message.ts'
import { renderMessage } from '../render-message.ts'
import { renderDigest } from '../write-digest.ts'
import { renderShort } from '../write-short.ts'
import { findSample } from './sample-story.ts'
import { isBookingKind, type TemplateKind } from './template-kinds.ts'

/** A text to be seen as it would go out; `texts` in place of what the studio has. */
export type SampleWish = {
  kind: TemplateKind
  channel: MessageChannel
  locale: Locale
  texts?: TemplateTexts | undefined
}

/** What it would say. `segments`: how many parts the text message is paid as. */
export type WrittenSample =
  | { channel: 'email'; subject: string; html: string; text: string }
  | { channel: 'sms'; body: string; segments: number }
  | { channel: 'push'; title: string; body: string }

/**
 * Writes a message as it would be, about the newest fitting booking. Its links open nothing. `name` is whose the message
 * would be when it is about a login, or a day.
 *
 * @throws DatabaseError; AppError `unavailable` for a studio that is not set up.
 */
export async function writeSample(
  ctx: TenantContext,
  { wish, name }: { wish: SampleWish; name: string },
): Promise<WrittenSample> {
  const { kind, channel, locale } = wish
  if (!isBookingKind(kind))
    return { channel: 'email', ...(await writeOther(ctx, { wish: { ...wish, kind }, name })) }
  const { desk, story, url } = await findSample(ctx, { kind, channel, locale })
  const { catalogue } = desk
  const templates = withTexts(desk.templates, wish)
  if (channel === 'email') {
    return { channel, ...renderMessage({ story, locale, catalogue, templates, actionUrl: `${ctx.origin}/` }) }
  }
  const { title, body } = await renderShort(story, { catalogue, templates, channel, locale, url })
  return channel === 'push'
    ? { channel, title, body }
    : { channel, body, segments: await countSegments(body) }
}

type OtherKind = Exclude<TemplateKind, BookingMessageKind>

async function writeOther(
  ctx: TenantContext,
  { wish, name }: { wish: SampleWish & { kind: OtherKind }; name: string },
): Promise<WrittenMail> {
  const { kind, locale } = wish
  const { catalogue, templates: own } = layOut([], await ctx.db.read([...selectDesk(ctx.db, sql`0`)]))
  const templates = withTexts(own, wish)
  if (kind === 'staff_digest') {
    return renderDigest(await getToday(ctx), { catalogue, templates, locale, name, origin: ctx.origin })
  }
  const { studio } = catalogue
  const actionUrl = `${ctx.origin}/`
  return renderAccountMessage({
    kind,
    matter: imagineLogin(ctx.now(), name),
    locale,
    studio,
    templates,
    actionUrl,
  })
}

/** A login whose link works for a day, and for an invitation to the front desk. */
function imagineLogin(now: number, name: string): AccountMatter {
  return {
    about: 'account',
    token: {
      id: '',
      purpose: 'sign_in',
      email: '',
      userId: null,
      details: null,
      createdAt: now,
      expiresAt: now + hours(24),
      usedAt: null,
    },
    user: { id: '', name, status: 'active' },
    worksHere: true,
    wantsDigest: true,
    clientFirstName: null,
    invitation: { name, role: 'front_desk', revokedAt: null, roleName: '' },
  }
}

function withTexts(own: readonly MessageTemplateRow[], wish: SampleWish): readonly MessageTemplateRow[] {
  const { kind, channel, locale, texts } = wish
  if (!texts) return own
  return [{ kind, channel, locale, texts, author: '', updatedAt: 0, edition: 0 }, ...own]
}
