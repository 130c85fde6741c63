import { settings } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import type { Site } from './site-input.ts'

/**
 * The studio's site as it is published.
 *
 * @throws AppError `unauthorized`, `forbidden`, `unavailable`
 */
export async function getSite(ctx: TenantContext): Promise<Site> {
  requireStaff(ctx, 'settings:view')
  return readSite(ctx)
}

/** The same, for verbs that have asked who it is. */
export async function readSite({ db }: Pick<TenantContext, 'db'>): Promise<Site> {
  const [[row]] = await db.read([db.orm.select().from(settings)])
  if (!row) throw new AppError('unavailable', 'This studio is not set up yet.')
  const { edition, theme, site: content, tagline, about, policy, locales, defaultLocale } = row
  return { edition, theme, content, texts: { tagline, about, policy }, locales, defaultLocale }
}
