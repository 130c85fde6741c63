import { and, desc, eq, sql } from 'drizzle-orm'
import { loginSessions, type LoginSessionRow } from '../../db/tenant/schema/index.ts'
import type { AccessContext } from './access-context.ts'
import { requireLogin } from './require-login.ts'

/** Somewhere a person is signed in. Instants in ms. */
export type Device = Pick<
  LoginSessionRow,
  'kind' | 'method' | 'createdAt' | 'lastSeenAt' | 'userAgent' | 'network'
> & {
  id: string
  /** Whether it is the one that asks. */
  isCurrent: boolean
}

/** How much of a session's id its person gets to see, to tell one from another. */
const ID_LENGTH = 24
export const deviceIdOf = sql<string>`substr(${loginSessions.id}, 1, ${sql.raw(String(ID_LENGTH))})`

/** Where whoever asks is signed in, the latest first. One round trip. @throws AppError `unauthorized` */
export async function listDevices(ctx: AccessContext): Promise<Device[]> {
  const { user, sessionId } = requireLogin(ctx)
  const { endsAt, lastSeenAt, idleMs } = loginSessions
  const [rows] = await ctx.db.read([
    ctx.db.orm
      .select()
      .from(loginSessions)
      .where(
        and(
          eq(loginSessions.userId, user.id),
          eq(loginSessions.state, 'open'),
          sql`${endsAt} > ${ctx.now()} AND ${lastSeenAt} + ${idleMs} > ${ctx.now()}`,
        ),
      )
      .orderBy(desc(lastSeenAt), desc(loginSessions.createdAt)),
  ])
  return rows.map(({ id, kind, method, createdAt, lastSeenAt, userAgent, network }) => ({
    id: id.slice(0, ID_LENGTH),
    kind,
    method,
    createdAt,
    lastSeenAt,
    userAgent,
    network,
    isCurrent: id === sessionId,
  }))
}
