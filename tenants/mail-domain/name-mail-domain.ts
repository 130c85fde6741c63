import { and, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import { messageSettings } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { writeIfChanged } from '../access/write-if-changed.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { invalidFields, parseInput } from '../parse-input.ts'
import { nextLookAt } from './check-mail-domain.ts'
import { readMailSettings, toMailSender, type MailSender } from './get-mail-sender.ts'
import { noAnswer } from './no-answer.ts'
import { readSender } from './read-sender.ts'

const nameInput = z.object({
  domain: z.string('required').max(300, 'too_long'),
  localPart: z.string().max(100, 'too_long'),
})

/**
 * Names the domain from which the studio's mail is to come. None does before its DNS shows what the vendor asks for. The
 * same again carries on what was cut off half-way.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input` for `domain` (`readDomain`; `platforms`, `taken`,
 *   `refused`: the vendor will not have it) and `localPart`, `not_allowed` (`no_vendor`; `has_domain`: it is to be removed
 *   first), `unavailable`
 */
export async function nameMailDomain(
  ctx: TenantContext,
  raw: z.input<typeof nameInput>,
): Promise<MailSender> {
  const actor = requireStaff(ctx, 'settings:change')
  const { vendor, names } = ctx.mailDomains
  if (!vendor)
    throw new AppError('not_allowed', 'Nobody here sends from own domains.', { reason: 'no_vendor' })
  const { domain, localPart } = await readSender(ctx, parseInput(nameInput, raw))
  const before = await readMailSettings(ctx)
  if (before.mailDomain === domain) return toMailSender(ctx, before)
  if (before.mailDomain !== null) throw hasDomain()
  if ((await ctx.domains.hosts.isOthers(domain)) || !(await names.hold(domain))) {
    throw wrong('taken', 'Another studio has this domain already.')
  }
  const made = await vendor.create(domain)
  if (made === null) throw noAnswer()
  if ('refused' in made) {
    await names.release(domain)
    throw wrong('refused', 'The mail service does not take this domain.')
  }
  // From now on they look for days by themselves.
  await vendor.verify(made.id)
  const now = ctx.now()
  const row = {
    mailDomain: domain,
    mailLocalPart: localPart,
    mailDomainId: made.id,
    mailDomainState: 'pending' as const,
    mailDomainRecords: made.records,
    mailDomainCheckedAt: now,
    mailDomainSince: now,
  }
  const isWritten = await writeIfChanged(ctx.db, [
    ctx.db.orm
      .update(messageSettings)
      .set(row)
      .where(and(sql`id = 1`, isNull(messageSettings.mailDomain))),
    insertAudit(ctx, { actor, action: 'mail_domain.named', subjectId: domain }),
  ])
  if (!isWritten) throw hasDomain()
  const after = { ...before, ...row }
  const lookAt = nextLookAt(after)
  if (lookAt !== null) await ctx.announce(lookAt)
  return toMailSender(ctx, after)
}

function hasDomain(): AppError {
  return new AppError('not_allowed', 'There is a domain already: remove it first.', { reason: 'has_domain' })
}

function wrong(code: 'taken' | 'refused', message: string): AppError {
  return invalidFields([{ path: 'domain', code, message }])
}
