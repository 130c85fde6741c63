import { and, eq } from 'drizzle-orm'
import { staff, users } from '../../db/tenant/schema/index.ts'
import type { Locale } from '../../db/tenant/schema/columns.ts'
import type { TenantContext } from '../context.ts'
import { cleanLine } from '../messages/clean-text.ts'
import { escapeHtml } from '../messages/escape-html.ts'
import { findTenant } from './find-tenant.ts'
import type { FleetContext } from './fleet-context.ts'
import { ownerNews, type OwnerNews } from './owner-news.ts'
import type { TenantRecord } from './tenant-record.ts'

export type Owner = { email: string; locale: Locale }

/** Who owns a studio, whether it is open or not. @throws DatabaseError */
export async function listOwners({ db }: Pick<TenantContext, 'db'>): Promise<Owner[]> {
  const isOwner = and(eq(staff.role, 'owner'), eq(staff.status, 'active'), eq(users.status, 'active'))
  const [rows] = await db.read([
    db.orm
      .select({ email: users.email, locale: users.locale })
      .from(staff)
      .innerJoin(users, eq(users.id, staff.userId))
      .where(isOwner),
  ])
  return rows
}

type News = {
  tenantId: string
  news: Exclude<OwnerNews, 'data_link'>
  /** When it takes effect (ms). */
  at?: number
  /** The domain that it is about. */
  host?: string
}

type Telling = Pick<FleetContext, 'registry' | 'openTenant' | 'platformOrigin' | 'mail' | 'mailFrom' | 'now'>

/**
 * Writes to a studio's owners what becomes of it, each in their language. Never rejects: what was decided holds, whether they
 * can be reached or not.
 *
 * @returns how many were written to.
 */
export async function tellOwners(fleet: Telling, { tenantId, news, at, host }: News): Promise<number> {
  try {
    const record = await findTenant(fleet.registry, tenantId)
    if (!record || record.tenant.isCopy) return 0
    const ctx = await fleet.openTenant(record)
    const owners = await listOwners(ctx)
    const key = String(at ?? fleet.now())
    const url = host === undefined ? `${fleet.platformOrigin}/your-data` : `${ctx.origin}/admin/site/domain`
    for (const owner of owners) await mailOwner(fleet, owner, { record, news, url, key, at, host })
    return owners.length
  } catch {
    return 0
  }
}

type Letter = {
  record: TenantRecord
  news: OwnerNews
  url: string
  /** The same again is the same mail. */
  key: string
  at?: number | undefined
  host?: string | undefined
}

/** Writes to one of a studio's owners, from the platform. */
export async function mailOwner(
  { mail, mailFrom }: Pick<FleetContext, 'mail' | 'mailFrom'>,
  { email, locale }: Owner,
  { record: { tenant }, news, url, key, ...facts }: Letter,
): Promise<void> {
  const { subject, paragraphs } = ownerNews(locale, news, { studio: cleanLine(tenant.name), url, ...facts })
  await mail.send({
    idempotencyKey: `studio_${news}/${tenant.id}/${key}/${email}`.slice(0, 256),
    from: `"TrainerHub" <${mailFrom}>`,
    to: cleanLine(email),
    replyTo: mailFrom,
    subject,
    text: paragraphs.join('\n\n'),
    html: paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`).join('\n'),
    attachments: [],
    tags: { kind: `studio_${news}`, tenant: tenant.id },
  })
}
