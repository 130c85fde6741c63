import { eq } from 'drizzle-orm'
import { clients, settings, vendorEvents } from '../../db/tenant/schema/index.ts'
import { writeIfChanged } from '../access/write-if-changed.ts'
import type { TenantContext } from '../context.ts'
import { cleanLine } from '../messages/clean-text.ts'
import { localize } from '../studio/localize.ts'
import type { SmsKeyword } from './read-keyword.ts'
import { smsReplies } from './sms-replies.ts'
import { startNumber, stopNumber } from './stop-number.ts'

export type InboundSms = {
  /** The vendor's id: the same text twice is heard once. */
  id: string
  /** E.164. */
  from: string
  keyword: SmsKeyword
}

/**
 * Does what a keyword asks for that somebody wrote to the studio's number, and says what they are answered, in their
 * language as far as the studio knows them. Heard before, it changes nothing: a STOP of yesterday does not undo today's
 * START.
 *
 * @throws DatabaseError; the vendor is to try again.
 */
export async function noteInboundSms(
  ctx: TenantContext,
  { id, from, keyword }: InboundSms,
): Promise<string | null> {
  const { orm, read } = ctx.db
  const isNew = await writeIfChanged(ctx.db, [
    orm
      .insert(vendorEvents)
      .values({ id: `twilio:${id}`, vendor: 'twilio', at: ctx.now() })
      .onConflictDoNothing(),
    ...(keyword === 'stop' ? [stopNumber(ctx, from)] : []),
    ...(keyword === 'start' ? [startNumber(ctx, from)] : []),
  ])
  if (!isNew) return null
  const [[studio], [client]] = await read([
    orm.select().from(settings),
    orm.select({ locale: clients.locale }).from(clients).where(eq(clients.phone, from)).limit(1),
  ])
  if (!studio) return null
  const { studioName, defaultLocale, contactPhone, contactEmail } = studio
  const locale = client?.locale ?? defaultLocale
  return smsReplies[locale][keyword]({
    studio: cleanLine(localize(studioName, locale, defaultLocale)),
    contact: contactPhone ?? contactEmail,
  })
}
