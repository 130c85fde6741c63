import { sql } from 'drizzle-orm'
import { ownDomains } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { makeId } from '../ids.ts'
import { invalidFields } from '../parse-input.ts'
import { withinPlan } from '../plans/plan-limit.ts'
import { requireFeature } from '../plans/require-feature.ts'
import { readDomain } from './domain-name.ts'
import { targetOf, toOwnDomain, type OwnDomain } from './own-domain.ts'

/** With and without `www`, of more names than a studio has. */
const MAX_DOMAINS = 10

/**
 * Names a domain of the studio's own. Nobody is served there before its DNS shows this studio's token; until then anybody
 * may name it, too. Twice is once.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input` for `host` (see `readDomain`; `taken`), `not_allowed`
 *   (`too_many_domains`, `plan_limit`), `unavailable`
 */
export async function nameDomain(ctx: TenantContext, { host: typed }: { host: string }): Promise<OwnDomain> {
  const actor = requireStaff(ctx, 'settings:change')
  requireFeature(ctx, 'own_domain')
  const host = readDomain(typed, ctx.domains)
  if (await ctx.domains.hosts.isOthers(host)) {
    throw invalidFields([{ path: 'host', code: 'taken', message: 'Another studio has this name already.' }])
  }
  const target = await targetOf(ctx)
  const { orm, read, write } = ctx.db
  const [rows] = await read([orm.select().from(ownDomains)])
  const known = rows.find((row) => row.host === host)
  if (known) return toOwnDomain(known, target)
  if (rows.length >= MAX_DOMAINS) {
    const sentence = `There are ${MAX_DOMAINS} domains already: remove one first.`
    throw new AppError('not_allowed', sentence, { reason: 'too_many_domains' })
  }
  const token = makeId('tok').slice('tok_'.length)
  const [[row]] = await withinPlan(() =>
    write([
      orm
        .insert(ownDomains)
        .values({ host, token, author: actor, createdAt: ctx.now() })
        // Somebody else named it in this moment: with that token.
        .onConflictDoUpdate({ target: ownDomains.host, set: { host: sql`excluded.host` } })
        .returning(),
      insertAudit(ctx, { actor, action: 'domain.named', subjectId: host }),
    ]),
  )
  if (!row) throw new AppError('internal', 'The domain was not written.')
  return toOwnDomain(row, target)
}
