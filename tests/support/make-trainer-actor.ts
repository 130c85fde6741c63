import { builtInRoles, type RoleKey } from '../../tenants/access/built-in-roles.ts'
import { areas, toGrants, type Grants } from '../../tenants/access/grants.ts'
import type { StaffActor } from '../../tenants/context.ts'

/** Somebody of the staff in a built-in role, or with just these grants. */
export function makeStaffActor(role: RoleKey | Grants, changes: Partial<StaffActor> = {}): StaffActor {
  const grants = typeof role === 'string' ? builtInRoles[role] : role
  return { kind: 'staff', id: 'usr_somebody', grants, trainerId: null, ...changes }
}

/** A trainer as a member of staff: what is theirs, and no more. */
export function makeTrainerActor(trainerId: string): StaffActor {
  return makeStaffActor('trainer', { id: trainerId.replace('trn_', 'usr_'), trainerId })
}

/** Staff who may look at everything and change nothing. */
export const looker: StaffActor = makeStaffActor(
  toGrants(Object.fromEntries(areas.map((area) => [area, 'any none' as const]))),
  { id: 'usr_looker' },
)

/** Staff who are allowed nothing at all. */
export const powerless: StaffActor = makeStaffActor(toGrants({}), { id: 'usr_nobody' })
