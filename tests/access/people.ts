import { openRegistry, type Registry } from '../../db/registry/open-registry.ts'
import * as registry from '../../db/registry/schema/index.ts'
import { openTenantDatabase, type TenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { clients, loginSessions, staff, users } from '../../db/tenant/schema/index.ts'
import { PLATFORM_TENANT_ID, type AccessContext } from '../../tenants/access/access-context.ts'
import { createLoginSession, type LoginKind } from '../../tenants/access/login-sessions.ts'
import { hours } from '../../tenants/durations.ts'
import { eq } from 'drizzle-orm'
import { IRON, LOTUS, type Site } from '../../worker/testing/make-site.ts'
import { ids } from '../support/studio-rows.ts'

/**
 * Everybody who may knock. `guest` holds the link of what is asked for, if it has one, and nothing else; `waiting` has yet to
 * show a second factor.
 */
export const everybody = [
  'nobody',
  'guest',
  'client',
  'trainer',
  'front_desk',
  'manager',
  'owner',
  'stranger',
  'operator',
  'expired',
  'waiting',
  'removed',
] as const
export type Who = (typeof everybody)[number]

/** Whose a thing is: Maria's and Elena's, somebody else's of the studio, or another studio's. */
export type Whose = 'own' | 'other' | 'stranger'

/** The client and the trainer a thing belongs to. */
export const owners = {
  own: { clientId: 'cli_elena', trainerId: ids.maria },
  other: { clientId: 'cli_georgi', trainerId: ids.ivan },
  stranger: { clientId: 'cli_strange', trainerId: ids.maria },
} as const

type Member = { who: Who; role: string; trainerId?: string }

const members: readonly Member[] = [
  { who: 'trainer', role: 'trainer', trainerId: ids.maria },
  { who: 'front_desk', role: 'front_desk' },
  { who: 'manager', role: 'manager' },
  { who: 'owner', role: 'owner' },
  { who: 'expired', role: 'owner' },
  { who: 'waiting', role: 'owner' },
  { who: 'removed', role: 'manager' },
]

/** A studio, or the platform, for verbs that make what is asked for. */
export type At = { db: TenantDatabase; context: AccessContext }

export type People = {
  iron: TenantDatabase
  lotus: TenantDatabase
  /** Of the studio itself, for verbs that make what is asked for. */
  context: AccessContext
  /** What each sends, as a bearer or in a cookie; what a guest sends depends on what is asked for. */
  tokens: Partial<Record<Who, string>>
  /** Signs somebody of Iron Works in anew. */
  signInAgain: (who: Who) => Promise<void>
}

/** Everybody, with tokens for the API of a site, or what their browsers' cookies hold. */
export function makePeople({ fleet, env }: Site, kind: LoginKind = 'token'): Promise<People> {
  const open = (slug: string) => openTenantDatabase(`ten_${slug}`, fleet.address(`ten-${slug}`))
  const contextOf = (db: AccessContext['db'], id: string, host: string) =>
    contextFor({ db, id, origin: `https://${host}`, keys: env.SECRET_KEYS, now: fleet.clock.now })
  const iron = open('iron-works')
  const lotus = open('lotus-yoga')
  const platform = openRegistry({ url: env.REGISTRY_URL, token: '' })
  return addPeople({
    iron: { db: iron, context: contextOf(iron, 'ten_iron-works', IRON) },
    lotus: { db: lotus, context: contextOf(lotus, 'ten_lotus-yoga', LOTUS) },
    platform: { db: platform, context: contextOf(platform, PLATFORM_TENANT_ID, env.PLATFORM_HOST) },
    kind,
  })
}

type Place = Pick<AccessContext, 'db' | 'keys' | 'now' | 'origin'> & { id: string }

/** The context of a visitor of a studio or the platform. */
export function contextFor({ id, ...place }: Place): AccessContext {
  return {
    ...place,
    tenant: { id, name: id },
    login: null,
    visitor: { network: '203.0.113.7', userAgent: 'Test' },
    requestId: 'req_test',
    announce: async () => {},
  }
}

type Places = { iron: At; lotus: At; platform: { db: Registry; context: AccessContext }; kind: LoginKind }

/** Puts people of every kind into Iron Works, an owner into Lotus, an operator onto the platform; all have signed in. */
export async function addPeople({ iron, lotus, platform, kind }: Places): Promise<People> {
  const { orm, write } = iron.db
  const enter = async ({ context }: Pick<At, 'context'>, who: Who) => {
    const rank = who === 'client' ? 'client' : 'staff'
    const session = { userId: `usr_${who}`, kind, rank, awaitsFactor: who === 'waiting' } as const
    return (await createLoginSession(context, { ...session, method: 'password' })).secret
  }
  await addClient(iron.db, 'own')
  await addClient(iron.db, 'other')
  await addClient(lotus.db, 'stranger')
  await write([
    orm.insert(users).values(userOf('client', 'usr_client')),
    orm.update(clients).set({ userId: 'usr_client' }).where(eq(clients.id, owners.own.clientId)),
  ])
  for (const member of members) await addMember(iron.db, member)
  await addMember(lotus.db, { who: 'stranger', role: 'owner' })
  await platform.db.write([
    platform.db.orm.insert(registry.users).values(userOf('operator', 'usr_operator')),
    platform.db.orm
      .insert(registry.operators)
      .values({ userId: 'usr_operator', role: 'administrator', createdAt: 0 }),
  ])

  const tokens: Partial<Record<Who, string>> = {
    client: await enter(iron, 'client'),
    stranger: await enter(lotus, 'stranger'),
    operator: await enter(platform, 'operator'),
  }
  for (const { who } of members) tokens[who] = await enter(iron, who)
  await write([
    orm
      .update(loginSessions)
      .set({ endsAt: 1, lastSeenAt: 0 })
      .where(eq(loginSessions.userId, 'usr_expired')),
    orm.update(staff).set({ status: 'removed' }).where(eq(staff.userId, 'usr_removed')),
  ])
  const signInAgain = async (who: Who) => {
    tokens[who] = await enter(iron, who)
  }
  return { iron: iron.db, lotus: lotus.db, context: iron.context, tokens, signInAgain }
}

async function addClient({ orm, write }: TenantDatabase, whose: Whose): Promise<void> {
  const id = owners[whose].clientId
  const name = { firstName: `First-${whose}`, lastName: `Last-${whose}` }
  await write([
    orm.insert(clients).values({ id, ...name, email: `${whose}@example.test`, locale: 'en', createdAt: 0 }),
  ])
}

const userOf = (who: Who, id: string) =>
  ({ id, email: `${who}@people.test`, name: who, locale: 'en', createdAt: 0 }) as const

async function addMember({ orm, write }: TenantDatabase, { who, role, trainerId }: Member): Promise<void> {
  const userId = `usr_${who}`
  await write([
    orm.insert(users).values(userOf(who, userId)),
    orm.insert(staff).values({ userId, role, trainerId: trainerId ?? null, createdAt: 0 }),
  ])
}

/** Makes a login session one whose person has not proven anything for hours. */
export async function makeStale({ iron, context }: People, who: Who): Promise<void> {
  await iron.write([
    iron.orm
      .update(loginSessions)
      .set({ authenticatedAt: context.now() - hours(2) })
      .where(eq(loginSessions.userId, `usr_${who}`)),
  ])
}
