import { eq, inArray, not, sql } from 'drizzle-orm'
import { z } from 'zod'
import { staff, trainers } from '../../db/tenant/schema/index.ts'
import { endOtherSessions } from '../access/login-sessions.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { requireFresh } from '../access/require-fresh.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { anId } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import { forgetCatalogue } from '../studio/get-catalogue.ts'
import { findMember } from './get-staff-member.ts'
import { requireOwnerLeft } from './keep-an-owner.ts'
import { hasUpcoming, listUpcoming, type Upcoming } from './list-upcoming.ts'
import { requireMayTouch } from './may-give.ts'
import { readTeam, type Member } from './read-team.ts'
import { reassignBookings } from './reassign-bookings.ts'
import type { Reassignment } from './reassignment.ts'
import { revokeBeyond } from './revoke-beyond.ts'
import { writeAsRead, type Deciding } from './write-as-read.ts'

const removeStaffInput = z.object({
  userId: anId,
  /** Who gives what the leaving trainer was to give: id or slug. */
  reassignTo: anId.nullish(),
  /** Keeps what could not be given to somebody else with the trainer who leaves. */
  leaveBookings: z.boolean().default(false),
})
export type RemoveStaffInput = z.input<typeof removeStaffInput>
type Leaving = z.output<typeof removeStaffInput>

/**
 * Somebody leaves the studio: their login sessions end, what they may do as staff with them, and so do the keys they made and
 * the invitations they sent.
 * What they are as a client stays. A trainer who leaves takes no more bookings; what is booked goes to somebody else first,
 * or is kept knowingly.
 *
 * @returns What became of the bookings; null when there was nothing to reassign.
 * @throws AppError `unauthorized`, `reauthentication_required`; `forbidden` (`above_you`); `not_found`; `invalid_input`;
 * `conflict` (`last_owner`, or `has_bookings` with what is in the way in `errors`); `changed_meanwhile`; DatabaseError.
 */
export async function removeStaffMember(
  ctx: TenantContext,
  raw: RemoveStaffInput,
): Promise<{ reassigned: Reassignment | null }> {
  const input = parseInput(removeStaffInput, raw)
  const reassigned = input.reassignTo ? await reassign(ctx, input, input.reassignTo) : null
  await writeAsRead(ctx, (deciding) => decide(ctx, input, deciding))
  forgetCatalogue(ctx)
  return { reassigned }
}

/** Only for whom it is theirs to remove: before anything is moved. */
async function reassign(ctx: TenantContext, { userId }: Leaving, toTrainerId: string) {
  requireStaff(ctx, 'staff:change')
  const { user } = requireFresh(ctx)
  const team = await readTeam(ctx)
  const member = requireRemovable(team, { userId, self: team.members.find((one) => one.userId === user.id) })
  if (member.trainerId === null) return null
  return reassignBookings(ctx, { fromTrainerId: member.trainerId, toTrainerId })
}

type Removing = { userId: string; self: Member | undefined }

function requireRemovable(team: Deciding['team'], { userId, self }: Removing): Member {
  const member = findMember(team, userId)
  if (!self?.isActive) throw new AppError('unauthorized', 'You no longer work here.')
  requireMayTouch(self, member)
  requireOwnerLeft(team, { userId, role: null })
  return member
}

async function decide(
  ctx: TenantContext,
  { userId, leaveBookings }: Leaving,
  { actor, self, team }: Deciding,
) {
  const { orm } = ctx.db
  const { role, trainerId } = requireRemovable(team, { userId, self })
  const upcoming = trainerId === null ? [] : await listUpcoming(ctx, trainerId)
  if (upcoming.length > 0 && !leaveBookings) throw hasBookings(upcoming)
  const now = ctx.now()
  const revoking = await revokeBeyond(ctx, { userIds: [userId], grants: null, roles: team.roles, actor })
  // What has come in since it was looked for is in the way, too.
  const isFree = trainerId === null || leaveBookings ? sql`1` : not(hasUpcoming(trainerId, now))
  return {
    statements: [
      orm.update(staff).set({ status: 'removed', removedAt: now }).where(eq(staff.userId, userId)),
      orm
        .update(trainers)
        .set({ isBookable: false })
        .where(inArray(trainers.id, trainerId === null ? [] : [trainerId])),
      endOtherSessions(ctx, userId, null),
      ...revoking.statements,
      insertAudit(ctx, {
        actor,
        action: 'staff.removed',
        subjectId: userId,
        before: { role, trainerId },
        after: upcoming.length > 0 ? { bookingsLeft: upcoming.map(({ id }) => id) } : {},
      }),
    ],
    onlyIf: sql`${revoking.onlyIf} AND ${isFree}`,
    result: undefined,
  }
}

function hasBookings(upcoming: readonly Upcoming[]): AppError {
  const errors = upcoming.map(({ id, kind, sentence }) => ({ path: id, code: kind, message: sentence }))
  const sentence = `There are ${upcoming.length} to come with this trainer. Give them to somebody else, or keep them.`
  return new AppError('conflict', sentence, { reason: 'has_bookings', errors })
}
