import type { SessionRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { getAnyService } from '../studio/get-any-service.ts'
import type { Catalogue } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import { chooseTakes, listNeeds } from './choose-takes.ts'
import { describeClash } from './describe-clash.ts'
import { findClash, trainersOf, type Clash, type FoundClash } from './find-clash.ts'
import { readTaken, type Taken } from './read-taken.ts'

/** A session as it shall be, and the resources named for it. */
export type Draft = { session: SessionRow; resourceIds: readonly string[] }

/** The same with its resources chosen, and what is in its way. */
export type PlannedSession = { session: SessionRow; clash: Clash | undefined }

type Options = {
  catalogue: Catalogue
  /** Nobody is there to be asked: rather than not to take place, it needs a trainer. */
  isUnattended?: boolean
  /** Staff named the trainer: nobody else gives it. */
  keepsTrainer?: boolean
  /** One of them will be: none is in the way of another. */
  areChoices?: boolean
}

/**
 * Chooses resources for sessions, and finds what is in the way of each; nothing is written, and the database decides once
 * more. Where the trainer is away and has a substitute who is free, the substitute gives it. One round trip.
 *
 * @throws DatabaseError.
 */
export async function planSessions(
  ctx: TenantContext,
  drafts: readonly Draft[],
  { catalogue, isUnattended = false, keepsTrainer = false, areChoices = false }: Options,
): Promise<PlannedSession[]> {
  if (drafts.length === 0) return []
  const asked = drafts.map(({ session, resourceIds }) => {
    const { locationId, serviceId } = session
    const needs = listNeeds(catalogue, {
      service: getAnyService(catalogue, serviceId),
      locationId,
      resourceIds,
    })
    return { session, needs, timeZone: getLocation(catalogue, locationId).timeZone }
  })
  const taken = await readTaken(ctx, {
    trainerIds: [
      ...new Set(drafts.flatMap(({ session }) => [session.trainerId, session.secondTrainerId ?? []].flat())),
    ],
    resourceIds: [
      ...new Set(
        asked.flatMap(({ needs }) => needs.flatMap(({ candidates }) => candidates.map(({ id }) => id))),
      ),
    ],
    from: Math.min(...drafts.map(({ session }) => session.occupiedFrom)),
    to: Math.max(...drafts.map(({ session }) => session.occupiedUntil)),
    ignore: drafts.map(({ session }) => session.id),
  })
  return asked.map(({ session: draft, needs, timeZone }) => {
    const { takes, clash: lack } = chooseTakes(draft, needs, taken)
    const { session, clash } = findTrainer(
      { ...draft, takes },
      { timeZone, taken, isUnattended, keepsTrainer },
    )
    if (!areChoices) taken.uses.push(...usesOf(session))
    const found = clash ?? lack
    return { session, clash: found && { ...found, sentence: describeClash(found, catalogue) } }
  })
}

type Circumstances = { timeZone: string; taken: Taken; isUnattended: boolean; keepsTrainer: boolean }

function findTrainer(
  session: SessionRow,
  { timeZone, taken, isUnattended, keepsTrainer }: Circumstances,
): { session: SessionRow; clash: FoundClash | undefined } {
  const clash = findClash(session, timeZone, taken)
  if (clash?.subjectId !== session.trainerId) return { session, clash }
  const away = taken.timeOff.find(({ id }) => id === clash.sourceId)
  if (away?.substituteTrainerId && !keepsTrainer) {
    const trainerId = away.substituteTrainerId
    const substituted = { ...session, trainerId, changedFields: [...session.changedFields, 'trainerId'] }
    if (!findClash(substituted, timeZone, taken)) return { session: substituted, clash: undefined }
  }
  if (!isUnattended) return { session, clash }
  const open: SessionRow = { ...session, status: 'needs_trainer' }
  return { session: open, clash: findClash(open, timeZone, taken) }
}

/** What the triggers will write for it. */
function usesOf(session: SessionRow): Taken['uses'] {
  const { id: sourceId, startsAt, endsAt, occupiedFrom, occupiedUntil, gapRule } = session
  const time = { sourceId, startsAt, endsAt, occupiedFrom, occupiedUntil, gapRule, units: 1 }
  return [
    ...trainersOf(session).map((ownerId) => ({ ...time, ownerId })),
    ...session.takes.map(({ id, units, from, until }) => ({
      ...time,
      ownerId: id,
      units,
      startsAt: from,
      endsAt: until,
      occupiedFrom: from,
      occupiedUntil: until,
    })),
  ]
}
