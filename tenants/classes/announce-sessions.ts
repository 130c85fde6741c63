import type { SessionRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { days } from '../durations.ts'

/** How often series are looked after. */
export const EXTEND_EVERY_MS = days(1)

/** Has the studio woken up when the first of these sessions is decided, and when their series go on. */
export async function announceSessions(ctx: TenantContext, sessions: readonly SessionRow[]): Promise<void> {
  if (sessions.length === 0) return
  const decisions = sessions.map(({ decideAt }) => decideAt).filter((at) => at !== null)
  await ctx.announce(Math.min(ctx.now() + EXTEND_EVERY_MS, ...decisions))
}
