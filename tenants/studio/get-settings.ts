import { settings, type SettingsRow } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'

/** What holds for the studio as a whole; what each field means stands in `db/tenant/schema/settings.ts`. */
export type Settings = Pick<
  SettingsRow,
  | 'studioName'
  | 'contactEmail'
  | 'contactPhone'
  | 'locales'
  | 'defaultLocale'
  | 'currency'
  | 'weekStartsOn'
  | 'quietFromMinute'
  | 'quietUntilMinute'
  | 'allowsClientOverlap'
  | 'maxWaitlistEntries'
  | 'edition'
>

/** One round trip. @throws AppError `unauthorized`, `forbidden`, `unavailable`; DatabaseError. */
export async function getSettings(ctx: TenantContext): Promise<Settings> {
  requireStaff(ctx, 'settings:view')
  const { orm, read } = ctx.db
  const [[row]] = await read([
    orm
      .select({
        studioName: settings.studioName,
        contactEmail: settings.contactEmail,
        contactPhone: settings.contactPhone,
        locales: settings.locales,
        defaultLocale: settings.defaultLocale,
        currency: settings.currency,
        weekStartsOn: settings.weekStartsOn,
        quietFromMinute: settings.quietFromMinute,
        quietUntilMinute: settings.quietUntilMinute,
        allowsClientOverlap: settings.allowsClientOverlap,
        maxWaitlistEntries: settings.maxWaitlistEntries,
        edition: settings.edition,
      })
      .from(settings),
  ])
  if (!row) throw new AppError('unavailable', 'This studio is not set up yet.')
  return row
}
