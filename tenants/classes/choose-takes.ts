import type { SessionRow, TakenResource } from '../../db/tenant/schema/index.ts'
import { hasUnits, resourceInterval } from '../availability/choose-resources.ts'
import { invalidFields } from '../parse-input.ts'
import type { Catalogue, Resource, Service } from '../studio/get-catalogue.ts'
import type { FoundClash } from './find-clash.ts'
import type { Taken } from './read-taken.ts'

/** Units of one of these resources, the first with room. */
export type Need = { id: string; units: number; candidates: Resource[] }

type Named = { locationId: string; resourceIds: readonly string[] }

/** Throws `invalid_input` for a resource that is not in use at the place. */
export function checkResources({ resources }: Catalogue, { locationId, resourceIds }: Named): void {
  const isHere = (id: string) => resources.some((one) => one.id === id && one.locationId === locationId)
  const id = resourceIds.find((one) => !isHere(one))
  if (id === undefined) return
  const message = `There is no resource ${id} at this place.`
  throw invalidFields([{ path: 'resourceIds', code: 'unknown', message }])
}

/**
 * What a session needs once for all: the resources named for it that are still in use, and of each pool its service asks
 * for per session. What is needed per head is taken by each booking.
 */
export function listNeeds(
  catalogue: Catalogue,
  { service, locationId, resourceIds }: Named & { service: Service },
): Need[] {
  const here = catalogue.resources.filter((resource) => resource.locationId === locationId)
  const named = resourceIds.flatMap((id) => here.find((resource) => resource.id === id) ?? [])
  const pools = service.uses.filter(({ per }) => per === 'session')
  const others = named.filter(({ pool }) => !pools.some((use) => use.pool === pool))
  return [
    ...others.map((resource) => ({ id: resource.id, units: 1, candidates: [resource] })),
    ...pools.map(({ pool, units }) => {
      const chosen = named.filter((resource) => resource.pool === pool)
      const candidates = chosen.length > 0 ? chosen : here.filter((resource) => resource.pool === pool)
      return { id: pool, units, candidates }
    }),
  ]
}

/** Chooses resources for a session, those it has now first. Where none has room, the first one, and the clash. */
export function chooseTakes(
  session: SessionRow,
  needs: readonly Need[],
  taken: Pick<Taken, 'uses'>,
): { takes: TakenResource[]; clash: FoundClash | undefined } {
  let clash: FoundClash | undefined
  const before = new Set(session.takes.map(({ id }) => id))
  const intervalOf = (resource: Resource) => resourceInterval(resource, session.startsAt, session.endsAt)
  const takes = needs.flatMap(({ id, units, candidates }): TakenResource[] => {
    const inOrder = candidates.toSorted((a, b) => Number(before.has(b.id)) - Number(before.has(a.id)))
    const free = inOrder.find((one) => hasUnits({ ...one, uses: usesOf(one, taken) }, units, intervalOf(one)))
    const chosen = free ?? inOrder[0]
    if (!free) clash = isTaken(chosen?.id ?? id)
    return chosen ? [{ id: chosen.id, units, ...intervalOf(chosen) }] : []
  })
  return { takes, clash }
}

function isTaken(subjectId: string): FoundClash {
  return { reason: 'resource_taken', subjectId, sourceId: null }
}

function usesOf({ id }: Resource, { uses }: Pick<Taken, 'uses'>) {
  return uses
    .filter(({ ownerId }) => ownerId === id)
    .map(({ startsAt, endsAt, units }) => ({ from: startsAt, until: endsAt, units }))
}
