import { asc, eq, sql, type SQL } from 'drizzle-orm'
import {
  loginSessions,
  roles,
  staff,
  totpSecrets,
  trainers,
  users,
  type LocalizedText,
  type StaffRow,
} from '../../db/tenant/schema/index.ts'
import { builtInRoles, isRoleKey, roleKeys } from '../access/built-in-roles.ts'
import { toGrants, type Grants } from '../access/grants.ts'
import type { TenantContext } from '../context.ts'

/** A role that somebody may have: one of the built-in ones, whose id is their name, or the studio's own. */
export type Role = { id: string; name: string; grants: Grants; isBuiltIn: boolean }

/** Who works here, or did. */
export type Member = StaffRow & {
  name: string
  email: string
  /** Empty for the built-in roles. */
  roleName: string
  grants: Grants
  /** Neither removed nor shut out. */
  isActive: boolean
  hasSecondFactor: boolean
  /** When a login of theirs was last seen (ms). */
  lastSeenAt: number | null
}

export type TeamTrainer = { id: string; slug: string; name: LocalizedText; isBookable: boolean }

export type Team = {
  members: Member[]
  roles: Role[]
  trainers: TeamTrainer[]
  /** The roles that somebody was invited to who has not answered yet. */
  invitedRoles: string[]
  /** What rights followed from when it was read; `write-as-read.ts` writes only while it is so. */
  state: string
}

/** Everybody who works here or did, in the order in which they came, and the roles there are: one round trip. */
export async function readTeam({ db: { orm, read } }: Pick<TenantContext, 'db'>): Promise<Team> {
  const [rows, own, people, [found]] = await read([
    orm
      .select({
        staff,
        name: users.name,
        email: users.email,
        status: users.status,
        hasSecondFactor: sql<number>`EXISTS (SELECT 1 FROM ${totpSecrets}
          WHERE ${totpSecrets.userId} = ${users.id} AND ${totpSecrets.confirmedAt} IS NOT NULL)`,
        lastSeenAt: sql<number | null>`(SELECT max(${loginSessions.lastSeenAt}) FROM ${loginSessions}
          WHERE ${loginSessions.userId} = ${users.id})`,
      })
      .from(staff)
      .innerJoin(users, eq(users.id, staff.userId))
      .orderBy(asc(staff.createdAt), asc(staff.userId)),
    orm.select().from(roles).orderBy(asc(roles.name)),
    orm
      .select({
        id: trainers.id,
        slug: trainers.slug,
        name: trainers.name,
        isBookable: trainers.isBookable,
      })
      .from(trainers)
      .orderBy(asc(trainers.position)),
    orm.all<{ state: string; invitedRoles: string }>(
      sql`SELECT ${TEAM_STATE} AS state, ${INVITED_ROLES} AS invitedRoles`,
    ),
  ])
  const all = [
    ...roleKeys.map((id) => ({ id, name: id, grants: builtInRoles[id], isBuiltIn: true })),
    ...own.map(({ id, name, grants }) => ({ id, name, grants, isBuiltIn: false })),
  ]
  return {
    members: rows.map(({ staff: row, status, hasSecondFactor, ...person }) => {
      const role = all.find(({ id }) => id === row.role)
      return {
        ...row,
        ...person,
        roleName: role && !role.isBuiltIn ? role.name : '',
        grants: role?.grants ?? NOTHING,
        isActive: row.status === 'active' && status === 'active',
        hasSecondFactor: Boolean(hasSecondFactor),
      }
    }),
    roles: all,
    trainers: people,
    // Written by the query above.
    invitedRoles: JSON.parse(found?.invitedRoles ?? '[]') as string[],
    state: found?.state ?? '',
  }
}

/** A role that is no more allows nothing. */
export const NOTHING = toGrants({})

/** Whether it is the role of whoever the studio belongs to. */
export function isOwner({ role }: Pick<StaffRow, 'role'>): boolean {
  return isRoleKey(role) && role === 'owner'
}

const INVITED_ROLES: SQL = sql`(SELECT json_group_array(role) FROM (
  SELECT DISTINCT role FROM invitations WHERE accepted_at IS NULL AND revoked_at IS NULL ORDER BY role))`

/** All that rights follow from, as one text. */
export const TEAM_STATE: SQL = sql`(SELECT json_group_array(json_array(user_id, role, trainer_id, status,
    (SELECT status FROM users WHERE id = user_id)))
    FROM (SELECT user_id, role, trainer_id, status FROM staff ORDER BY user_id))
  || (SELECT json_group_array(json_array(id, name, grants)) FROM (SELECT id, name, grants FROM roles ORDER BY id))
  || ${INVITED_ROLES}`
