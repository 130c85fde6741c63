import { sql } from 'drizzle-orm'
import { trainers } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { makeId } from '../ids.ts'
import { parseInput } from '../parse-input.ts'
import { getTrainerDetails } from './get-trainer-details.ts'
import type { TrainerDetails } from './list-trainer-details.ts'
import { makeSlug } from './make-slug.ts'
import { readReferences } from './read-references.ts'
import { trainerInput, type TrainerInput } from './trainer-input.ts'
import { replaceServices, resolveTrainer } from './write-trainer.ts'
import { writeSlugged } from './write-slugged.ts'

/**
 * Adds a trainer, after all others unless told otherwise. They can be booked once they have hours. Without a
 * slug, they get one made of their name.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`, `conflict` (`slug_taken`); DatabaseError.
 */
export async function createTrainer(
  ctx: TenantContext,
  raw: Omit<TrainerInput, 'slug'> & { slug?: string | undefined },
): Promise<TrainerDetails> {
  const actor = requireStaff(ctx, 'services:change')
  const slug = raw.slug || (await makeSlug(ctx, 'trainer', raw.name))
  const input = parseInput(trainerInput, { ...raw, slug })
  const { row, serviceIds } = resolveTrainer(input, await readReferences(ctx))
  const id = makeId('trn')
  const last = sql<number>`(SELECT coalesce(max(position) + 1, 0) FROM trainers)`
  await writeSlugged(ctx, { table: 'trainers', message: 'Another trainer has this address.' }, [
    ctx.db.orm
      .insert(trainers)
      .values({ ...row, id, position: input.position ?? last, createdAt: ctx.now() }),
    ...replaceServices(ctx.db, id, serviceIds),
    insertAudit(ctx, { actor, action: 'trainer.created', subjectId: id, after: { ...row, serviceIds } }),
  ])
  return getTrainerDetails(ctx, id)
}
