import { and, eq, inArray, or } from 'drizzle-orm'
import { z } from 'zod'
import { hostnames, tenants } from '../../db/registry/schema/index.ts'
import { mayMail } from '../access/mail-limits.ts'
import { insertOneTimeToken, makeOneTimeLink } from '../access/one-time-token.ts'
import { findTenant } from '../fleet/find-tenant.ts'
import { listOwners, mailOwner } from '../fleet/tell-owners.ts'
import type { OperatorContext } from '../operators/platform-context.ts'
import { parseInput } from '../parse-input.ts'

const askedInput = z.object({
  /** As people write it: a host, an address with https, or the first part of it. */
  studio: z
    .string()
    .trim()
    .toLowerCase()
    .min(1, 'required')
    .max(300, 'too_long')
    .transform((text) => text.replace(/^https?:\/\//, '').replace(/[/:?#].*$/, '')),
  email: z.email('not_an_email').max(254, 'too_long').toLowerCase(),
})
export type StudioDataWish = z.input<typeof askedInput>

/**
 * An owner of a closed studio wants its data: if it is one, a link goes to the address they gave. Whoever asks learns nothing
 * of studios and their owners: what is found out and sent is `rest`, which the caller lets go on after the answer.
 *
 * @throws AppError `invalid_input`, `rate_limited` for a network that asks for very many.
 */
export async function requestStudioData(
  ctx: OperatorContext,
  raw: StudioDataWish,
): Promise<{ rest: () => Promise<void> }> {
  const wish = parseInput(askedInput, { studio: raw.studio, email: raw.email.trim() })
  const isAllowed = await mayMail(ctx, { email: wish.email, purpose: 'studio_data' })
  return { rest: async () => void (isAllowed && (await sendLink(ctx, wish))) }
}

async function sendLink(ctx: OperatorContext, { studio, email }: z.output<typeof askedInput>): Promise<void> {
  const { orm, read, write } = ctx.db
  const [[closed]] = await read([
    orm
      .select({ id: tenants.id })
      .from(tenants)
      .leftJoin(hostnames, eq(hostnames.tenantId, tenants.id))
      .where(
        and(
          or(eq(tenants.slug, studio), eq(hostnames.host, studio)),
          inArray(tenants.status, ['suspended', 'deleting']),
        ),
      )
      .limit(1),
  ])
  const record = closed && (await findTenant(ctx.db, closed.id))
  if (!record) return
  const owner = (await listOwners(await ctx.fleet.openTenant(record))).find((one) => one.email === email)
  if (!owner) return
  const { id: tenantId } = record.tenant
  const { tokenId, statements } = insertOneTimeToken(ctx, {
    purpose: 'studio_data',
    email,
    details: { tenantId },
  })
  await write([...statements])
  const token = await makeOneTimeLink(ctx, tokenId)
  await mailOwner(ctx.fleet, owner, {
    record,
    news: 'data_link',
    url: `${ctx.fleet.platformOrigin}/your-data/file?token=${encodeURIComponent(token)}`,
    key: tokenId,
  })
}
