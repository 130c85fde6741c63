import { eq } from 'drizzle-orm'
import { calendarFeeds, trainers } from '../../db/tenant/schema/index.ts'
import { refuseSupport } from '../access/refuse-support.ts'
import { requireReach } from '../access/require-staff.ts'
import { ensureOwnClient, ownClientId, selfOf } from '../account/account-of.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'

/** Whose calendar: a trainer's, or (null) that of the client who signed in. */
export type Whose = { trainerId: string | null }

/** A feed as its owner is told of it. Instants in ms. */
export type Feed = {
  id: string
  trainerId: string | null
  label: string
  createdAt: number
  /** When a calendar program last asked; null: none did. */
  lastReadAt: number | null
}

type Owner = {
  /** As the log writes who asks. */
  actor: string
  trainerId: string | null
  clientId: string | null
}

/**
 * Whose feeds are asked for, as far as the asker's right to look at calendars goes; a client's are the client's alone.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`.
 */
export function requireOwner(ctx: TenantContext, { trainerId }: Whose): Owner {
  if (trainerId === null) return { actor: selfOf(ctx), trainerId, clientId: ownClientId(ctx) }
  const { actor, onlyTrainerId } = requireReach(ctx, 'calendar:view')
  if (onlyTrainerId !== null && onlyTrainerId !== trainerId) throw noSuchTrainer()
  return { actor, trainerId, clientId: null }
}

/** The same for who makes one: who was no client yet is one then, and a trainer has to be there. */
export async function requireMaker(ctx: TenantContext, whose: Whose): Promise<Owner> {
  const owner = requireOwner(ctx, whose)
  refuseSupport(ctx)
  if (owner.trainerId === null) return { ...owner, clientId: await ensureOwnClient(ctx) }
  const { orm, read } = ctx.db
  const [[trainer]] = await read([
    orm.select({ status: trainers.status }).from(trainers).where(eq(trainers.id, owner.trainerId)),
  ])
  if (trainer?.status !== 'active') throw noSuchTrainer()
  return owner
}

/** A condition on `calendar_feeds`; null: who asks has none, as no client. */
export function isOwners({ trainerId, clientId }: Owner) {
  if (trainerId !== null) return eq(calendarFeeds.trainerId, trainerId)
  return clientId === null ? null : eq(calendarFeeds.clientId, clientId)
}

const noSuchTrainer = () => new AppError('not_found', 'There is no such trainer.')
