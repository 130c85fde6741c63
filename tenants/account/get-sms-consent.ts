import { sql } from 'drizzle-orm'
import type { TenantContext } from '../context.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { ownClientId } from './account-of.ts'

export type SmsConsent = {
  /** From whom they come. */
  sender: string
  /** Theirs, in E.164; null: there is none to write to. */
  phone: string | null
  /** To that number. */
  isAgreed: boolean
  /** It wrote STOP. */
  isStopped: boolean
}

/**
 * Whether the client who signed in agreed to text messages; null where the studio sends none. Two round trips, one for a
 * catalogue that was read before.
 *
 * @throws AppError `unauthorized`; DatabaseError.
 */
export async function getSmsConsent(ctx: TenantContext): Promise<SmsConsent | null> {
  const clientId = ownClientId(ctx)
  const { smsSender: sender } = await getCatalogue(ctx)
  if (sender === null) return null
  const { orm, read } = ctx.db
  const [[found]] = await read([
    orm.all<{ phone: string | null; isAgreed: number | null; isStopped: number }>(sql`SELECT phone,
      (SELECT is_given AND consents.phone = clients.phone FROM consents WHERE client_id = clients.id AND kind = 'sms'
        ORDER BY at DESC, rowid DESC LIMIT 1) AS isAgreed,
      EXISTS (SELECT 1 FROM sms_stops WHERE sms_stops.phone = clients.phone) AS isStopped
      FROM clients WHERE id = ${clientId ?? ''}`),
  ])
  return {
    sender,
    phone: found?.phone ?? null,
    isAgreed: found?.isAgreed === 1,
    isStopped: found?.isStopped === 1,
  }
}
