import { makeManageToken } from '../access/manage-token.ts'
import type { TenantContext } from '../context.ts'

/** The link with which somebody sees their place in a waitlist, leaves it, or takes what they are offered. */
export async function makeEntryUrl(ctx: TenantContext, entryId: string): Promise<string> {
  const token = await makeManageToken(ctx, entryId)
  return `${ctx.origin}/waitlist/${entryId}?token=${token}`
}
