import { openRegistry } from '../../db/registry/open-registry.ts'
import * as registry from '../../db/registry/schema/index.ts'
import { openTenantDatabase, type TenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { clients, loginSessions, staff, users } from '../../db/tenant/schema/index.ts'
import { PLATFORM_TENANT_ID, type AccessContext } from '../../tenants/access/access-context.ts'
import { createLoginSession } from '../../tenants/access/login-sessions.ts'
import { hours } from '../../tenants/durations.ts'
import { eq } from 'drizzle-orm'
import { IRON, LOTUS, type Site } from '../../worker/testing/make-site.ts'
import { ids } from '../support/studio-rows.ts'

/** Everybody who may knock. `guest` holds the link of what is asked for, if it has one, and nothing else. */
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

type Member = { who: Who; role: string; trainerId?: string; removed?: true }

const members: readonly Member[] = [
  { who: 'trainer', role: 'trainer', trainerId: ids.maria },
  { who: 'front_desk', role: 'front_desk' },
  { who: 'manager', role: 'manager' },
  { who: 'owner', role: 'owner' },
  { who: 'expired', role: 'owner' },
  { who: 'removed', role: 'manager', removed: true },
]

export type People = {
  iron: TenantDatabase
  lotus: TenantDatabase
  /** Of the studio itself, for verbs that make what is asked for. */
  context: AccessContext
  /** What each sends as a bearer; what a guest sends depends on what is asked for. */
  tokens: Partial<Record<Who, string>>
  /** Signs somebody of Iron Works in anew. */
  signInAgain: (who: Who) => Promise<void>
}

/** Puts people of every kind into Iron Works, an owner into Lotus, an operator onto the platform; all have signed in. */
export async function makePeople({ fleet, env }: Site): Promise<People> {
  const open = (slug: string) => openTenantDatabase(`ten_${slug}`, fleet.address(`ten-${slug}`))
  const iron = open('iron-works')
  const lotus = open('lotus-yoga')
  const platform = openRegistry({ url: env.REGISTRY_URL, token: '' })
  const contextOf = (db: AccessContext['db'], id: string, host: string): AccessContext => ({
    db,
    tenant: { id, name: id },
    login: null,
    visitor: { network: '203.0.113.7', userAgent: 'Test' },
    now: fleet.clock.now,
    requestId: 'req_test',
    origin: `https://${host}`,
    keys: env.SECRET_KEYS,
    announce: async () => {},
  })
  const at = {
    iron: contextOf(iron, 'ten_iron-works', IRON),
    lotus: contextOf(lotus, 'ten_lotus-yoga', LOTUS),
    platform: contextOf(platform, PLATFORM_TENANT_ID, env.PLATFORM_HOST),
  }

  await addClient(iron, 'own')
  await addClient(iron, 'other')
  await addClient(lotus, 'stranger')
  const tokens: Partial<Record<Who, string>> = {}
  await iron.write([
    iron.orm.insert(users).values(userOf('client', 'usr_client')),
    iron.orm.update(clients).set({ userId: 'usr_client' }).where(eq(clients.id, owners.own.clientId)),
  ])
  tokens.client = await signIn(at.iron, 'usr_client', 'client')
  for (const member of members) tokens[member.who] = await addMember(at.iron, iron, member)
  tokens.stranger = await addMember(at.lotus, lotus, { who: 'stranger', role: 'owner' })
  await platform.write([platform.orm.insert(registry.users).values(userOf('operator', 'usr_operator'))])
  tokens.operator = await signIn(at.platform, 'usr_operator', 'staff')

  await iron.write([
    iron.orm
      .update(loginSessions)
      .set({ endsAt: 1, lastSeenAt: 0 })
      .where(eq(loginSessions.userId, 'usr_expired')),
  ])
  const signInAgain = async (who: Who) => {
    tokens[who] = await signIn(at.iron, `usr_${who}`, who === 'client' ? 'client' : 'staff')
  }
  return { iron, lotus, context: at.iron, tokens, signInAgain }
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

async function addMember(
  ctx: AccessContext,
  { orm, write }: TenantDatabase,
  { who, role, trainerId, removed }: Member,
): Promise<string> {
  const userId = `usr_${who}`
  await write([
    orm.insert(users).values(userOf(who, userId)),
    orm.insert(staff).values({ userId, role, trainerId: trainerId ?? null, createdAt: 0 }),
  ])
  const token = await signIn(ctx, userId, 'staff')
  if (removed) await write([orm.update(staff).set({ status: 'removed' }).where(eq(staff.userId, userId))])
  return token
}

async function signIn(ctx: AccessContext, userId: string, rank: 'staff' | 'client'): Promise<string> {
  const session = { userId, kind: 'token', method: 'password', rank, awaitsFactor: false } as const
  return (await createLoginSession(ctx, session)).secret
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
