import { makeManageToken } from '../access/manage-token.ts'
import type { TenantContext } from '../context.ts'

/** The link with which a client sees and cancels this one booking, on the host this context speaks for. */
export async function makeManageUrl(ctx: TenantContext, bookingId: string): Promise<string> {
  const token = await makeManageToken(ctx, bookingId)
  return `${ctx.origin}/bookings/${bookingId}?token=${token}`
}
