import { makeManageToken } from '../access/manage-token.ts'
import { mayHandOut } from '../access/may-hand-out.ts'
import type { TenantContext } from '../context.ts'

/** The link with which a client sees and cancels this one booking, on the host this context speaks for. */
export async function makeManageUrl(ctx: TenantContext, bookingId: string): Promise<string> {
  const token = await makeManageToken(ctx, bookingId)
  return `${ctx.origin}/bookings/${bookingId}?token=${token}`
}

/** The same as far as whoever asks may have it; null for staff who may only look at the booking. */
export async function findManageUrl(
  ctx: TenantContext,
  booking: { id: string; trainerId: string },
): Promise<string | null> {
  return mayHandOut(ctx, booking) ? makeManageUrl(ctx, booking.id) : null
}
