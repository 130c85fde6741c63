import { inArray } from 'drizzle-orm'
import { clientFiles } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { eraseStatements, isRefusedErasure } from './erase-statements.ts'
import { endEngagements, readEngagements, type Engagements } from './open-engagements.ts'
import { readPerson, type Person } from './person.ts'
import { requireOwnOrStaff } from './require-own-or-staff.ts'

export type Erasure = {
  clientId: string
  /** Null: the login went with the rest. Else it is also that of somebody who works here, and goes on. */
  keptLogin: 'staff' | null
}

type Wish = { clientId: string; cancelUpcoming: boolean }

/** Whoever books again and again while they are being forgotten is refused at last. */
const MOST_TRIES = 5

/**
 * Forgets a client for good: what is left has no name, no address and nothing that leads back to one. What was paid and
 * owed stays, without a name, and so does what was agreed to, as evidence. For the client, and for staff with the right
 * to change all data; done before it changes nothing.
 *
 * That it is to be done is written where a restored database finds it before it is done: cut off in between, it is done
 * by `reapplyErasures`. What is booked after that point is cancelled like the rest. The client is told once more, when they
 * had an account, and of what was cancelled.
 *
 * @throws AppError `unauthorized`, `forbidden`, `reauthentication_required`, `not_found`; `conflict`
 * (`upcoming_bookings` unless they are to be cancelled, `under_way`); DatabaseError.
 */
export async function eraseClient(ctx: TenantContext, { clientId, cancelUpcoming }: Wish): Promise<Erasure> {
  const actor = requireOwnOrStaff(ctx, { clientId, right: 'data:change', mayBeKey: false })
  const person = await readPerson(ctx, clientId)
  const keptLogin = person.isStaff ? 'staff' : null
  if (person.erasedAt !== null) return { clientId, keptLogin }
  const engagements = await readEngagements(ctx, clientId)
  refuseUnderWay(engagements)
  if (!cancelUpcoming && engagements.upcoming.length + engagements.waiting.length > 0) {
    const sentence = 'There are bookings to come, or places in a waitlist: they would be cancelled.'
    throw new AppError('conflict', sentence, { reason: 'upcoming_bookings' })
  }
  // A database restored from before a merge knows each of them.
  for (const id of person.clientIds) await ctx.orderErasure(id)
  await eraseNow(ctx, { person, actor, isTold: true })
  await ctx.announce(ctx.now())
  return { clientId, keptLogin }
}

type Erasing = { person: Person; actor: string; isTold: boolean }

/**
 * Ends what is open and erases in one batch; anew when something was booked or changed in between. Asks for no right.
 *
 * @throws AppError `conflict` (`under_way`, `changed_meanwhile`); DatabaseError.
 */
export async function eraseNow(ctx: TenantContext, erasing: Erasing): Promise<void> {
  const { clientId } = erasing.person
  let { person } = erasing
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const engagements = await readEngagements(ctx, clientId)
    refuseUnderWay(engagements)
    await endEngagements(ctx, { ...engagements, ...erasing, clientId })
    await dropFiles(ctx, person)
    try {
      const [files] = await ctx.db.write([
        selectFileKeys(ctx, person),
        ...eraseStatements(ctx, { ...erasing, person }),
      ])
      await ctx.files.delete(files.map(({ key }) => key))
      return
    } catch (error) {
      if (!isRefusedErasure(error)) throw error
    }
    person = await readPerson(ctx, clientId)
    if (person.erasedAt !== null) return
  }
  throw new AppError('conflict', 'Something changed meanwhile. Please try again.', {
    reason: 'changed_meanwhile',
  })
}

const selectFileKeys = ({ db }: TenantContext, { clientIds }: Person) =>
  db.orm
    .select({ key: clientFiles.storageKey })
    .from(clientFiles)
    .where(inArray(clientFiles.clientId, clientIds))

/** While the database still says which there are: cut off after the batch, nobody would know. */
async function dropFiles(ctx: TenantContext, person: Person): Promise<void> {
  const [files] = await ctx.db.read([selectFileKeys(ctx, person)])
  await ctx.files.delete(files.map(({ key }) => key))
}

function refuseUnderWay({ underWay }: Engagements): void {
  if (underWay.length === 0) return
  throw new AppError('conflict', 'A booking is under way: please try again when it is over.', {
    reason: 'under_way',
  })
}
