import { sql } from 'drizzle-orm'
import {
  messageSettings,
  settings,
  smsCounts,
  type MessageSettingsRow,
  type SettingsRow,
} from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { smsCountriesOf } from './judge-number.ts'
import { dayOf } from './sms-caps.ts'

export { smsStates } from '../../db/tenant/schema/index.ts'

/** From whom text messages come, to which countries, and how many. */
export type SmsSettings = Pick<
  MessageSettingsRow,
  'smsSender' | 'smsState' | 'smsStateReason' | 'smsCountries' | 'smsDayCap' | 'edition'
> &
  Pick<SettingsRow, 'quietFromMinute' | 'quietUntilMinute'> & {
    /** Where they go as it is: the chosen ones, or the studio's own. ISO 3166. */
    countries: string[]
    /** Sent since midnight in UTC. */
    sentToday: number
  }

/** One round trip. @throws AppError `unauthorized`, `forbidden`, `unavailable`; DatabaseError. */
export async function getSmsSettings(ctx: TenantContext): Promise<SmsSettings> {
  requireStaff(ctx, 'messages:view')
  const { orm, read } = ctx.db
  const [[own], [studio], [today]] = await read([
    orm.select().from(messageSettings),
    orm.select().from(settings),
    orm
      .select({ count: smsCounts.count })
      .from(smsCounts)
      .where(sql`day_on = ${dayOf(ctx.now())} AND scope = 'studio'`),
  ])
  if (!own || !studio) throw new AppError('unavailable', 'This studio is not set up yet.')
  const { smsSender, smsState, smsStateReason, smsCountries, smsDayCap, edition } = own
  const { quietFromMinute, quietUntilMinute } = studio
  const kept = { smsSender, smsState, smsStateReason, smsCountries, smsDayCap, edition }
  return {
    ...kept,
    quietFromMinute,
    quietUntilMinute,
    countries: await smsCountriesOf({ settings: own, studio }),
    sentToday: today?.count ?? 0,
  }
}
