import { requireFresh } from '../../../tenants/access/require-fresh.ts'
import { requireStaff } from '../../../tenants/access/require-staff.ts'
import { removeStaffMember } from '../../../tenants/staff/remove-staff-member.ts'
import type { Desk } from '../../lib/desk.server.ts'
import type { CarriedOut, FormAnswer } from '../../lib/form-answer.server.ts'
import { readForm } from '../../lib/read-form.server.ts'
import { handOverView } from './hand-over.server.ts'
import { readMember } from './member-view.server.ts'
import { mend } from './mend.server.ts'
import { titleOf } from './page-title.server.ts'
import { donePath } from './toast.server.ts'

/** Asks whether somebody shall leave, and what becomes of what they were to give; `to` previews who takes it over. */
export async function removePage(desk: Desk) {
  const { ctx, say, words } = desk
  requireStaff(ctx, 'staff:change')
  requireFresh(ctx)
  const { userId, name, trainerId } = await readMember(desk)
  const title = say('say.removeQuestion', { name })
  return {
    pageTitle: titleOf(desk, title),
    title,
    name,
    href: `/admin/staff/${userId}`,
    ...(await handOverView(desk, trainerId, name)),
    words: words('admin').team,
  }
}

export async function removeAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, request, words } = desk
  const form = await readForm(request)
  const { userId } = await readMember(desk)
  const [what, reassignTo] = [form.text('what'), form.text('reassignTo')]
  return mend(desk, { errors: words('admin').team.errors }, async (): Promise<CarriedOut> => {
    const isGiven = what === 'give' && reassignTo !== ''
    await removeStaffMember(ctx, {
      userId,
      reassignTo: isGiven ? reassignTo : null,
      // What cannot be given was shown before: it stays.
      leaveBookings: isGiven || what === 'leave',
    })
    return { location: donePath('/admin/staff', 'removed') }
  })
}
