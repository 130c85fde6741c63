import { auditLog, clients, staff, users } from '../../db/tenant/schema/index.ts'
import { actAs } from '../../tenants/access/act-as.ts'
import { findLogin } from '../../tenants/access/find-login.ts'
import { createLoginSession } from '../../tenants/access/login-sessions.ts'
import type { TenantContext } from '../../tenants/context.ts'
import { isAppError } from '../../tenants/errors.ts'
import { makeTenant, type TenantOptions, type TestTenant } from './make-tenant.ts'
import { ids } from './studio-rows.ts'

export type Team = Awaited<ReturnType<typeof makeTeam>>

/** Who works at the studio, by the id of their login. Maria is a trainer. */
export const people = {
  olga: 'usr_olga',
  oscar: 'usr_oscar',
  martin: 'usr_martin',
  maria: 'usr_maria',
  dora: 'usr_dora',
  /** A client, and nothing else. */
  ana: 'usr_ana',
} as const

const roleOf: Record<string, string> = {
  [people.olga]: 'owner',
  [people.oscar]: 'owner',
  [people.martin]: 'manager',
  [people.maria]: 'trainer',
  [people.dora]: 'front_desk',
}

/** A studio with two owners, a manager, a trainer, somebody at the front desk and a client, who can all sign in. */
export async function makeTeam(options: TenantOptions = {}) {
  return addTeam(await makeTenant(options))
}

/** The same people at a studio that is there already. */
export async function addTeam<Studio extends TestTenant>(studio: Studio) {
  const { orm, write } = studio.ctx.db
  const address = (id: string) => `${id.slice(4)}@example.test`
  await write([
    orm.insert(users).values(
      Object.values(people).map((id) => ({
        id,
        email: address(id),
        name: `${id.slice(4, 5).toUpperCase()}${id.slice(5)}`,
        locale: 'en' as const,
        createdAt: 0,
      })),
    ),
    orm.insert(staff).values(
      Object.entries(roleOf).map(([userId, role], index) => ({
        userId,
        role,
        trainerId: userId === people.maria ? ids.maria : null,
        createdAt: index,
      })),
    ),
    orm.insert(clients).values({
      id: 'cli_ana',
      userId: people.ana,
      email: address(people.ana),
      firstName: 'Ana',
      lastName: 'Ilieva',
      locale: 'en',
      createdAt: 0,
    }),
  ])

  const signIn = async (userId: string): Promise<string> => {
    const session = {
      userId,
      kind: 'browser',
      method: 'password',
      rank: 'staff',
      awaitsFactor: false,
    } as const
    return (await createLoginSession(studio.ctx, session)).secret
  }
  /** A request with the cookie of a session, as the studio knows its person now. */
  const resume = async (secret: string): Promise<TenantContext> => {
    const login = await findLogin(studio.ctx, secret)
    return studio.makeContext({ login, actor: actAs(login, 'desk') })
  }
  /** A request of somebody who has just signed in. */
  const as = async (userId: string) => resume(await signIn(userId))
  const { read } = studio.ctx.db
  const readStaff = async () => {
    const [rows] = await read([orm.select().from(staff)])
    return new Map(rows.map((row) => [row.userId, row]))
  }
  const readAudit = async () => {
    const [rows] = await read([orm.select().from(auditLog)])
    return rows
  }
  return { ...studio, signIn, resume, as, readStaff, readAudit }
}

/** `done`, or the code and the reason of what refused it. */
export function refusal(work: Promise<unknown>): Promise<'done' | [string, string | undefined]> {
  return work.then(
    () => 'done' as const,
    (error: unknown) => {
      if (!isAppError(error)) throw error
      return [error.code, error.details.reason]
    },
  )
}
