import { localize } from '../../../tenants/studio/localize.ts'
import { listInvitations } from '../../../tenants/staff/list-invitations.ts'
import { listStaff } from '../../../tenants/staff/list-staff.ts'
import type { Member } from '../../../tenants/staff/read-team.ts'
import { resendInvitation } from '../../../tenants/staff/resend-invitation.ts'
import { revokeInvitation } from '../../../tenants/staff/revoke-invitation.ts'
import type { Desk } from '../../lib/desk.server.ts'
import type { CarriedOut, FormAnswer } from '../../lib/form-answer.server.ts'
import { initialsOf } from '../../lib/initials.ts'
import { readForm } from '../../lib/read-form.server.ts'
import { mend } from './mend.server.ts'
import { titleOf } from './page-title.server.ts'
import { roleName } from './role-names.server.ts'
import { donePath } from './toast.server.ts'

/** Who works here, and who was asked to and has not answered. */
export async function staffPage(desk: Desk) {
  const { ctx, when, words, mayAny } = desk
  const labels = words('admin').team
  const [members, invitations] = await Promise.all([listStaff(ctx), listInvitations(ctx)])
  return {
    pageTitle: titleOf(desk, labels.title),
    members: members.map((member) => memberRow(desk, member)),
    invitations: invitations
      .filter(({ state }) => state === 'open' || state === 'expired')
      .map((invitation) => ({
        id: invitation.id,
        name: invitation.name,
        initials: initialsOf(invitation.name),
        email: invitation.email,
        role: roleName(desk, invitation),
        isOver: invitation.state === 'expired',
        until: when(invitation.expiresAt),
      })),
    mayChange: mayAny('staff:change'),
    words: { ...labels, you: words('admin').desk.you },
  }
}

/** Somebody who works here, in words. */
export function memberRow(desk: Desk, member: Member) {
  const { login, when, words } = desk
  const { userId, name, email, lastSeenAt, hasSecondFactor } = member
  return {
    id: userId,
    href: `/admin/staff/${userId}`,
    name,
    initials: initialsOf(name),
    email,
    role: roleName(desk, member),
    trainer: trainerName(desk, member.trainerId),
    lastSeen: lastSeenAt === null ? words('admin').team.notSeen : when(lastSeenAt),
    hasSecondFactor,
    isYou: userId === login.user.id,
  }
}

/** The trainer somebody is; empty for nobody. One who takes no bookings any more has no name here. */
export function trainerName({ catalogue, locale, studio, words }: Desk, trainerId: string | null): string {
  if (trainerId === null) return ''
  const trainer = catalogue.trainers.find(({ id }) => id === trainerId)
  return trainer ? localize(trainer.name, locale, studio.defaultLocale) : words('admin').team.formerTrainer
}

/** Sends an invitation again, or takes it back. */
export async function staffAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, request, words } = desk
  const form = await readForm(request)
  const invitationId = form.text('invitation')
  const { errors } = words('admin').team
  return mend(desk, { errors }, async (): Promise<CarriedOut> => {
    if (form.text('intent') === 'withdraw') {
      await revokeInvitation(ctx, { invitationId })
      return { location: donePath('/admin/staff', 'withdrawn') }
    }
    await resendInvitation(ctx, { invitationId })
    return { location: donePath('/admin/staff', 'resent') }
  })
}
