import { and, eq, isNull, sql } from 'drizzle-orm'
import {
  apiKeys,
  calendarFeeds,
  clients,
  roles,
  staff,
  trainers,
  users,
  type Grants,
} from '../../db/tenant/schema/index.ts'
import { ALL_GRANTS } from '../access/built-in-roles.ts'
import { grantsOf } from '../access/find-login.ts'
import { reachOf } from '../access/grants.ts'
import type { TenantContext } from '../context.ts'
import { hashText } from '../ids.ts'
import type { Locale } from '../studio/get-catalogue.ts'

export type FoundFeed = {
  id: string
  trainerId: string | null
  clientId: string | null
  lastReadAt: number | null
  /** In which language it speaks; null: in the studio's first. */
  locale: Locale | null
}

/**
 * The feed behind a secret; nothing when it was revoked, or when whoever made it may not see any more what is in it: who asked
 * to be forgotten, who no longer works here, a trainer who is gone. One round trip.
 */
export async function findFeed(ctx: TenantContext, secret: string): Promise<FoundFeed | undefined> {
  if (ctx.tenant.status !== 'active') return undefined
  const { orm, read } = ctx.db
  const isAuthor = (id: unknown) => sql`'staff:' || ${id} = ${calendarFeeds.author}`
  const [[found]] = await read([
    orm
      .select({
        feed: calendarFeeds,
        // Each with its id first: what begins with nothing would look like nobody.
        client: {
          id: clients.id,
          erasedAt: clients.erasedAt,
          mergedIntoId: clients.mergedIntoId,
          locale: clients.locale,
        },
        userStatus: users.status,
        userLocale: users.locale,
        trainerStatus: trainers.status,
        member: { role: staff.role, status: staff.status, trainerId: staff.trainerId },
        roleGrants: roles.grants,
        key: {
          id: apiKeys.id,
          grants: apiKeys.grants,
          revokedAt: apiKeys.revokedAt,
          expiresAt: apiKeys.expiresAt,
        },
      })
      .from(calendarFeeds)
      .leftJoin(clients, eq(clients.id, calendarFeeds.clientId))
      .leftJoin(trainers, eq(trainers.id, calendarFeeds.trainerId))
      .leftJoin(staff, isAuthor(staff.userId))
      .leftJoin(roles, eq(roles.id, staff.role))
      .leftJoin(apiKeys, isAuthor(apiKeys.id))
      .leftJoin(users, sql`${users.id} = coalesce(${clients.userId}, ${staff.userId})`)
      .where(and(eq(calendarFeeds.tokenHash, await hashText(secret)), isNull(calendarFeeds.revokedAt))),
  ])
  if (!found) return undefined
  const { feed, client, userStatus, userLocale } = found
  const isOpen = feed.clientId === null ? isForTrainer(found, ctx.now()) : isForClient(found)
  if (!isOpen || (userStatus !== null && userStatus !== 'active')) return undefined
  const { id, trainerId, clientId, lastReadAt } = feed
  return { id, trainerId, clientId, lastReadAt, locale: client?.locale ?? userLocale }
}

type Joined = {
  feed: { trainerId: string | null }
  client: { erasedAt: number | null; mergedIntoId: string | null } | null
  userStatus: string | null
  trainerStatus: string | null
  member: { role: string; status: string; trainerId: string | null } | null
  roleGrants: Grants | null
  key: { grants: Grants | null; revokedAt: number | null; expiresAt: number | null } | null
}

function isForClient({ client, userStatus }: Joined): boolean {
  return (
    client !== null && client.erasedAt === null && client.mergedIntoId === null && userStatus === 'active'
  )
}

/** By the rights that whoever made it has now. */
function isForTrainer({ feed, trainerStatus, member, roleGrants, key }: Joined, now: number): boolean {
  if (trainerStatus !== 'active') return false
  if (key) {
    const isGood = key.revokedAt === null && (key.expiresAt === null || key.expiresAt > now)
    return isGood && reachOf(key.grants ?? ALL_GRANTS, 'calendar:view') === 'any'
  }
  if (member?.status !== 'active') return false
  const reach = reachOf(grantsOf(member.role, roleGrants), 'calendar:view')
  return reach === 'any' || (reach === 'own' && member.trainerId === feed.trainerId)
}
