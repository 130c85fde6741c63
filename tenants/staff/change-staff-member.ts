import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { staff } from '../../db/tenant/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { anId } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import { findMember, getStaffMember } from './get-staff-member.ts'
import { requireOwnerLeft } from './keep-an-owner.ts'
import { findFreeTrainer, findRole, requireMayGive, requireMayTouch } from './may-give.ts'
import type { Member } from './read-team.ts'
import { revokeBeyond } from './revoke-beyond.ts'
import { writeAsRead, type Deciding } from './write-as-read.ts'

const changeStaffInput = z.object({
  userId: anId,
  /** A built-in role's name, or the id of one of the studio's own. */
  role: anId.optional(),
  /** Which trainer the person is (id or slug); null: none. */
  trainerId: anId.nullish(),
})
export type ChangeStaffInput = z.input<typeof changeStaffInput>

/**
 * Gives somebody another role, or says which trainer they are. It holds from their next request on. Keys they made that may
 * do more than they now may are revoked, and so are invitations they could not send any more.
 *
 * @throws AppError `unauthorized`, `reauthentication_required`; `forbidden` (`more_than_own`, `above_you`); `not_found`;
 * `invalid_input`; `conflict` (`last_owner`, `trainer_taken`); `changed_meanwhile`; DatabaseError.
 */
export async function changeStaffMember(ctx: TenantContext, raw: ChangeStaffInput): Promise<Member> {
  const input = parseInput(changeStaffInput, raw)
  await writeAsRead(ctx, (deciding) => decide(ctx, input, deciding))
  return getStaffMember(ctx, input)
}

async function decide(
  ctx: TenantContext,
  { userId, role: roleId, trainerId: wanted }: z.output<typeof changeStaffInput>,
  { actor, self, team }: Deciding,
) {
  const member = findMember(team, userId)
  requireMayTouch(self, member)
  const role = findRole(team, roleId ?? member.role)
  const trainerId =
    wanted === undefined ? member.trainerId : wanted === null ? null : findFreeTrainer(team, wanted, userId)
  const before = { role: member.role, trainerId: member.trainerId }
  const after = { role: role.id, trainerId }
  if (before.role === after.role && before.trainerId === after.trainerId) {
    return { statements: [], result: undefined }
  }
  requireMayGive(self, { grants: role.grants, trainerId })
  requireOwnerLeft(team, { userId, role: role.id })
  const revoking = await revokeBeyond(ctx, {
    userIds: [userId],
    grants: role.grants,
    roles: team.roles,
    actor,
  })
  return {
    statements: [
      ctx.db.orm.update(staff).set(after).where(eq(staff.userId, userId)),
      ...revoking.statements,
      insertAudit(ctx, { actor, action: 'staff.changed', subjectId: userId, before, after }),
    ],
    onlyIf: revoking.onlyIf,
    result: undefined,
  }
}
