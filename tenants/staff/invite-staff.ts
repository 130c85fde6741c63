import { z } from 'zod'
import { invitations, type InvitationRow } from '../../db/tenant/schema/index.ts'
import { expiryOf } from '../access/one-time-token.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { clientInput } from '../bookings/booking-input.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { makeId } from '../ids.ts'
import { anId, line } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import { toInvitationView, type InvitationView } from './invitation-view.ts'
import { findFreeTrainer, findRole, requireMayGive } from './may-give.ts'
import { readInvitations } from './read-invitations.ts'
import { writeInvitationMail } from './write-invitation-mail.ts'
import { writeAsRead } from './write-as-read.ts'

const inviteInput = z.object({
  email: clientInput.shape.email,
  name: line(160),
  /** A built-in role's name, or the id of one of the studio's own. */
  role: anId,
  /** Which trainer they will be: id or slug. */
  trainerId: anId.nullish(),
})
export type InviteInput = z.input<typeof inviteInput>

/**
 * Asks somebody to work here, by mail. The answer is the same whether the address has a login or not: whoever has one keeps
 * it as it is, and joins with it.
 *
 * @throws AppError `unauthorized`, `reauthentication_required`; `forbidden` (`more_than_own`); `invalid_input`; `conflict`
 * (`already_staff`, `already_invited`, `trainer_taken`); `rate_limited`; DatabaseError.
 */
export async function inviteStaff(ctx: TenantContext, raw: InviteInput): Promise<InvitationView> {
  const input = parseInput(inviteInput, raw)
  const { email, name } = input
  const view = await writeAsRead(ctx, async ({ actor, self, team }) => {
    const { id: role, grants } = findRole(team, input.role)
    const trainerId = input.trainerId ? findFreeTrainer(team, input.trainerId, null) : null
    requireMayGive(self, { grants, trainerId })
    if (team.members.some((one) => one.status === 'active' && one.email === email)) {
      throw new AppError('conflict', 'Whoever has this address works here.', { reason: 'already_staff' })
    }
    if ((await readInvitations(ctx)).some((one) => one.email === email && isUnanswered(one))) {
      const sentence = 'This address has been invited already. Send that invitation again, or revoke it.'
      throw new AppError('conflict', sentence, { reason: 'already_invited' })
    }
    const { tokenId, statements } = await writeInvitationMail(ctx, email)
    const now = ctx.now()
    const row: InvitationRow = {
      id: makeId('inv'),
      email,
      name,
      role,
      trainerId,
      tokenId,
      invitedBy: actor,
      createdAt: now,
      acceptedAt: null,
      revokedAt: null,
    }
    const found = { ...row, expiresAt: expiryOf('join', now) }
    return {
      statements: [
        ...statements,
        ctx.db.orm.insert(invitations).values(row),
        insertAudit(ctx, {
          actor,
          action: 'invitation.created',
          subjectId: row.id,
          after: { role, trainerId },
        }),
      ],
      result: toInvitationView(found, { roles: team.roles, now }),
    }
  })
  await ctx.announce(ctx.now())
  return view
}

export function isUnanswered({
  acceptedAt,
  revokedAt,
}: Pick<InvitationRow, 'acceptedAt' | 'revokedAt'>): boolean {
  return acceptedAt === null && revokedAt === null
}
