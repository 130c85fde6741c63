import { requireFresh } from '../../../tenants/access/require-fresh.ts'
import { requireStaff } from '../../../tenants/access/require-staff.ts'
import { inviteStaff } from '../../../tenants/staff/invite-staff.ts'
import type { Desk } from '../../lib/desk.server.ts'
import type { CarriedOut, FormAnswer } from '../../lib/form-answer.server.ts'
import { readForm } from '../../lib/read-form.server.ts'
import { mend } from './mend.server.ts'
import { titleOf } from './page-title.server.ts'
import { roleChoices, trainerOptions } from './role-options.server.ts'
import { donePath } from './toast.server.ts'

/** The form that asks somebody to work here. Who they are is proven before it is filled in. */
export async function invitePage(desk: Desk) {
  const { ctx, url, words } = desk
  requireStaff(ctx, 'staff:change')
  requireFresh(ctx)
  const { team } = words('admin')
  return {
    pageTitle: titleOf(desk, team.inviteTitle),
    roles: await roleChoices(desk),
    trainers: trainerOptions(desk),
    // A link that leads here may say whom it is about.
    begun: {
      name: url.searchParams.get('name') ?? '',
      role: url.searchParams.get('role') ?? '',
      trainerId: url.searchParams.get('trainer') ?? '',
    },
    words: team,
  }
}

export async function inviteAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, request, words } = desk
  const form = await readForm(request)
  const [email, name, role, trainerId] = ['email', 'name', 'role', 'trainerId'].map(form.text)
  const values = { email: email ?? '', name: name ?? '', role: role ?? '', trainerId: trainerId ?? '' }
  return mend(desk, { errors: words('admin').team.errors, values }, async (): Promise<CarriedOut> => {
    await inviteStaff(ctx, { ...values, trainerId: values.trainerId || null })
    return { location: donePath('/admin/staff', 'invited') }
  })
}
