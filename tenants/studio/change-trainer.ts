import { eq } from 'drizzle-orm'
import { trainers } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { changesOf } from '../audit/changes-of.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { insistOnEdition, unlessChanged } from '../edition.ts'
import { invalidFields, parseInput } from '../parse-input.ts'
import { getTrainerDetails } from './get-trainer-details.ts'
import type { TrainerDetails } from './list-trainer-details.ts'
import { readReferences } from './read-references.ts'
import { given } from './staff-input.ts'
import { trainerInput, type TrainerChange } from './trainer-input.ts'
import { replaceServices, resolveTrainer } from './write-trainer.ts'
import { writeSlugged } from './write-slugged.ts'

/**
 * Changes a trainer (id or slug) from now on, or brings an archived one back. What is booked stays. Whether clients can book
 * with them is a matter of their hours: it takes the right to change those.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`, `invalid_input`, `conflict` (`slug_taken`), `changed_meanwhile`;
 * DatabaseError.
 */
export async function changeTrainer(
  ctx: TenantContext,
  { trainerId, status, edition, ...changes }: { trainerId: string } & TrainerChange,
): Promise<TrainerDetails> {
  const wanted = given(changes)
  const { isBookable, ...profile } = wanted
  const isOfProfile = Object.keys(profile).length > 0 || status !== undefined || isBookable === undefined
  const actor = requireStaff(ctx, isOfProfile ? 'services:change' : 'availability:change')
  if (isBookable !== undefined) requireStaff(ctx, 'availability:change')
  const before = await getTrainerDetails(ctx, trainerId)
  if (isBookable && before.status === 'archived' && status === undefined) {
    const message = 'They are archived: bring them back first.'
    throw invalidFields([{ path: 'isBookable', message, code: 'archived' }])
  }
  const input = parseInput(trainerInput, { ...before, ...wanted })
  // What they gave is looked at where it is given anew.
  const { row, serviceIds } = resolveTrainer(
    { ...input, serviceIds: wanted.serviceIds ? input.serviceIds : [] },
    await readReferences(ctx),
  )
  // Only what was asked for, so that two who change different things at once both get theirs.
  const columns = Object.fromEntries(Object.entries(row).filter(([field]) => field in wanted))
  // The id stays: there is always something to set.
  const set = { id: before.id, ...columns, ...given({ status, position: input.position }) }
  const services = wanted.serviceIds ? { serviceIds } : {}
  const isIt = eq(trainers.id, before.id)
  await unlessChanged(() =>
    writeSlugged(ctx, { table: 'trainers', message: 'Another trainer has this address.' }, [
      insistOnEdition(ctx.db, { table: trainers, isIt, edition }),
      ctx.db.orm.update(trainers).set(set).where(isIt),
      ...(wanted.serviceIds ? replaceServices(ctx.db, before.id, serviceIds) : []),
      insertAudit(ctx, {
        actor,
        action: 'trainer.changed',
        subjectId: before.id,
        ...changesOf(before, { ...set, ...services }),
      }),
    ]),
  )
  return getTrainerDetails(ctx, before.id)
}
