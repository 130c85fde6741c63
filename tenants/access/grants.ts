import { areas, type Area, type Grants, type Reach } from '../../db/tenant/schema/staff.ts'

export { areas, reaches, type Area, type Grants, type Reach } from '../../db/tenant/schema/staff.ts'

/** One right: looking at or changing what an area is about. */
export type Right = `${Area}:${'view' | 'change'}`

export function reachOf(grants: Grants, right: Right): Reach {
  // The type of `right` says that it has these two halves.
  const [area, level] = right.split(':') as [Area, 'view' | 'change']
  return grants[area][level]
}

/** Grants in short: `any own` for an area means to look at anybody's and change one's own; what is not named is none. */
export function toGrants(short: Partial<Record<Area, `${Reach} ${Reach}`>>): Grants {
  const entries = areas.map((area) => {
    const [view, change] = (short[area] ?? 'none none').split(' ') as [Reach, Reach]
    return [area, { view, change }] as const
  })
  // Every area is there.
  return Object.fromEntries(entries) as Grants
}

const RANK: Record<Reach, number> = { none: 0, own: 1, any: 2 }

/** Whether all that `inner` allows is allowed by `outer`: nobody gives more than they have. */
export function isWithin(inner: Grants, outer: Grants): boolean {
  return areas.every(
    (area) =>
      RANK[inner[area].view] <= RANK[outer[area].view] &&
      RANK[inner[area].change] <= RANK[outer[area].change],
  )
}
