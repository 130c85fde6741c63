import { areas, toGrants, type Grants } from './grants.ts'

export const roleKeys = ['owner', 'manager', 'trainer', 'front_desk'] as const
export type RoleKey = (typeof roleKeys)[number]

/** Everything there is. */
export const ALL_GRANTS: Grants = toGrants(
  Object.fromEntries(areas.map((area) => [area, 'any any' as const])),
)

/** What a key may do that was made without saying what: all but what is about people's own access. */
export const KEY_GRANTS: Grants = { ...ALL_GRANTS, staff: { view: 'any', change: 'none' } }

/** The one table of who may do what, role by area: what may be looked at, then what may be changed. */
export const builtInRoles: Record<RoleKey, Grants> = {
  owner: ALL_GRANTS,
  manager: toGrants({
    bookings: 'any any',
    calendar: 'any any',
    clients: 'any any',
    services: 'any any',
    availability: 'any any',
    money: 'any any',
    messages: 'any any',
    reports: 'any any',
    settings: 'any any',
    staff: 'any any',
    data: 'any none',
  }),
  trainer: toGrants({
    bookings: 'own own',
    calendar: 'own own',
    clients: 'own own',
    services: 'any none',
    availability: 'own own',
    money: 'own none',
    messages: 'own none',
    reports: 'own none',
  }),
  front_desk: toGrants({
    bookings: 'any any',
    calendar: 'any any',
    clients: 'any any',
    services: 'any none',
    availability: 'any none',
    money: 'any any',
    messages: 'any any',
    settings: 'any none',
  }),
}

export function isRoleKey(role: string): role is RoleKey {
  return (roleKeys as readonly string[]).includes(role)
}
