import { PLATFORM_TENANT_ID, type AccessContext } from './access-context.ts'
import type { Rank } from './login-sessions.ts'

/** Somebody who acts on their own login, as the audit log writes it: `staff:usr_…`, `client:usr_…`, `operator:usr_…`. */
export function nameActor(
  { tenant }: Pick<AccessContext, 'tenant'>,
  { user, rank }: { user: { id: string }; rank: Rank },
): string {
  if (tenant.id === PLATFORM_TENANT_ID) return `operator:${user.id}`
  return `${rank}:${user.id}`
}

/** The same for whoever has signed in. */
export function nameLogin(ctx: Pick<AccessContext, 'tenant' | 'login'>): string {
  if (!ctx.login) return 'visitor'
  if (ctx.login.visit) return `operator:${ctx.login.user.id}`
  return nameActor(ctx, { user: ctx.login.user, rank: ctx.login.staff ? 'staff' : 'client' })
}
