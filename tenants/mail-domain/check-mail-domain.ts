import { and, eq, sql } from 'drizzle-orm'
import { messageSettings, type MessageSettingsRow } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { writeIfChanged } from '../access/write-if-changed.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { days, hours, minutes, seconds } from '../durations.ts'
import { AppError } from '../errors.ts'
import { readMailSettings, toMailSender, type MailSender } from './get-mail-sender.ts'
import { noAnswer } from './no-answer.ts'

/** Whoever presses sooner reads what was found. */
export const LOOK_AGAIN_MS = seconds(10)

/** The records of what works may be taken away at any time; the vendor tells of that, too. */
const LOOK_AFTER_VERIFIED_MS = hours(12)
const LOOK_AFTER_FAILED_MS = hours(6)
const GIVEN_UP_AFTER_MS = days(30)

type Looked = Pick<
  MessageSettingsRow,
  'mailDomain' | 'mailDomainState' | 'mailDomainCheckedAt' | 'mailDomainSince'
>

/**
 * When to look at a domain again (ms): soon after it was named, and the less often the longer it takes; null when there is
 * nothing to look for.
 */
export function nextLookAt({ mailDomain, ...looked }: Looked): number | null {
  const { mailDomainState: state, mailDomainCheckedAt: checkedAt, mailDomainSince } = looked
  if (mailDomain === null || state === 'none') return null
  if (checkedAt === null) return 0
  const since = mailDomainSince ?? checkedAt
  if (state === 'verified') return checkedAt + LOOK_AFTER_VERIFIED_MS
  if (state === 'failed')
    return checkedAt - since > GIVEN_UP_AFTER_MS ? null : checkedAt + LOOK_AFTER_FAILED_MS
  return checkedAt + Math.min(Math.max((checkedAt - since) / 5, minutes(2)), hours(1))
}

/**
 * Asks the vendor now how far the studio's domain is, as somebody wants to know; one that failed is looked for anew.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found` for a studio without one, `unavailable`
 */
export async function checkMailDomain(ctx: TenantContext): Promise<MailSender> {
  requireStaff(ctx, 'settings:change')
  const row = await readMailSettings(ctx)
  const { vendor } = ctx.mailDomains
  if (row.mailDomain === null || row.mailDomainId === null || !vendor) {
    throw new AppError('not_found', 'There is no domain to look for.')
  }
  if (ctx.now() - (row.mailDomainCheckedAt ?? 0) < LOOK_AGAIN_MS) return toMailSender(ctx, row)
  if (row.mailDomainState !== 'verified' && !(await vendor.verify(row.mailDomainId))) throw noAnswer()
  const after = await look(ctx, row)
  if (!after) throw noAnswer()
  return toMailSender(ctx, after)
}

/** Looks at the studio's domain when it is time to (`Task`); who does not answer is asked again later. */
export async function checkMailDomains(ctx: TenantContext): Promise<number | null> {
  if (!ctx.mailDomains.vendor) return null
  const row = await readMailSettings(ctx)
  const dueAt = nextLookAt(row)
  if (dueAt === null || dueAt > ctx.now()) return dueAt
  const after = await look(ctx, row)
  return after ? nextLookAt(after) : ctx.now() + minutes(5)
}

/** When it is time to (ms), without looking. @throws DatabaseError */
export async function nextMailDomainLook(ctx: TenantContext): Promise<number | null> {
  return ctx.mailDomains.vendor ? nextLookAt(await readMailSettings(ctx)) : null
}

/** What the vendor says is written down; null when it says nothing. */
async function look(ctx: TenantContext, before: MessageSettingsRow): Promise<MessageSettingsRow | null> {
  const { mailDomain: domain, mailDomainId: id } = before
  const { vendor, names } = ctx.mailDomains
  if (domain === null || id === null || !vendor) return null
  const found = (await names.holds(domain)) ? await vendor.get(id) : 'gone'
  if (found === null) return null
  const now = ctx.now()
  const state = found === 'gone' ? ('failed' as const) : found.state
  const isNew = state !== before.mailDomainState
  // Before any mail says so: nobody else may have it from now on.
  if (isNew && state === 'verified') await names.prove(domain)
  const seen = {
    mailDomainState: state,
    mailDomainRecords: found === 'gone' ? before.mailDomainRecords : found.records,
    mailDomainCheckedAt: now,
    mailDomainSince: isNew ? now : before.mailDomainSince,
  }
  const isIt = and(
    eq(messageSettings.mailDomainId, id),
    eq(messageSettings.mailDomainState, before.mailDomainState),
  )
  const action = state === 'verified' ? 'mail_domain.verified' : 'mail_domain.failed'
  const isTold = isNew && state !== 'pending'
  const isWritten = await writeIfChanged(ctx.db, [
    ctx.db.orm.update(messageSettings).set(seen).where(isIt),
    ...(isTold ? [insertAudit(ctx, { actor: 'system', action, subjectId: domain })] : []),
  ])
  // Somebody else looked, or removed it, in this moment.
  return isWritten ? { ...before, ...seen } : readMailSettings(ctx)
}

/** Has the domain looked at soon, as the vendor says that something about it is new: in whatever order it says so. */
export async function hurryMailDomain(ctx: TenantContext, domain: string): Promise<void> {
  const { orm, write } = ctx.db
  const [rows] = await write([
    orm
      .update(messageSettings)
      .set({ mailDomainCheckedAt: null })
      .where(and(eq(messageSettings.mailDomain, domain), sql`id = 1`))
      .returning({ id: messageSettings.id }),
  ])
  if (rows.length > 0) await ctx.announce(ctx.now())
}
