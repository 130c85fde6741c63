import { requireFresh } from '../../../tenants/access/require-fresh.ts'
import { requireStaff } from '../../../tenants/access/require-staff.ts'
import { listAudit } from '../../../tenants/audit/list-audit.ts'
import { minutes } from '../../../tenants/durations.ts'
import { changeStaffMember } from '../../../tenants/staff/change-staff-member.ts'
import { getStaffMember } from '../../../tenants/staff/get-staff-member.ts'
import type { Desk } from '../../lib/desk.server.ts'
import type { CarriedOut, FormAnswer } from '../../lib/form-answer.server.ts'
import { readForm } from '../../lib/read-form.server.ts'
import { grantLines } from './grant-words.server.ts'
import { mend } from './mend.server.ts'
import { titleOf } from './page-title.server.ts'
import { roleChoices, trainerOptions } from './role-options.server.ts'
import { memberRow, trainerName } from './staff-view.server.ts'
import { donePath } from './toast.server.ts'

/** The person that an address is about. Throws AppError `not_found`. */
export const readMember = ({ ctx, params }: Desk) => getStaffMember(ctx, { userId: params['user'] ?? '' })

/** Somebody who works here: what they are and may do. */
export async function memberPage(desk: Desk) {
  const { day, words, mayAny } = desk
  const labels = words('admin').team
  const member = await readMember(desk)
  return {
    pageTitle: titleOf(desk, member.name),
    member: memberRow(desk, member),
    since: day(member.createdAt),
    may: grantLines(desk, member.grants),
    mayChange: mayAny('staff:change'),
    words: { ...labels, you: words('admin').desk.you },
  }
}

/** The form for another role, or another trainer. */
export async function memberChangePage(desk: Desk) {
  const { ctx, words } = desk
  requireStaff(ctx, 'staff:change')
  requireFresh(ctx)
  const member = await readMember(desk)
  const trainers = trainerOptions(desk)
  const own = member.trainerId
  const isListed = own === null || trainers.some(({ value }) => value === own)
  return {
    pageTitle: titleOf(desk, member.name),
    name: member.name,
    href: `/admin/staff/${member.userId}`,
    role: member.role,
    trainerId: own ?? '',
    roles: await roleChoices(desk),
    trainers: isListed ? trainers : [...trainers, { value: own, label: trainerName(desk, own) }],
    words: { ...words('admin').team, save: words('admin').desk.save },
  }
}

/** Gives another role, or takes back what was given last. */
export async function memberAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, request, words } = desk
  const form = await readForm(request)
  const { userId } = await readMember(desk)
  const here = `/admin/staff/${userId}`
  const values = { role: form.text('role'), trainerId: form.text('trainerId') }
  return mend(desk, { errors: words('admin').team.errors, values }, async (): Promise<CarriedOut> => {
    if (form.text('intent') === 'undo') {
      const before = await stateBefore(desk, userId)
      if (before) await changeStaffMember(ctx, { userId, ...before })
      return { location: before ? donePath(here, 'undone') : here }
    }
    await changeStaffMember(ctx, { userId, role: values.role, trainerId: values.trainerId || null })
    return { location: donePath(here, 'changed') }
  })
}

const UNDO_MS = minutes(10)

/** What somebody was before this person changed it, a moment ago and as the last one; null otherwise. */
async function stateBefore({ ctx, login }: Desk, subjectId: string) {
  const { entries } = await listAudit(ctx, { subjectId, action: 'staff.changed', limit: 1 })
  const [last] = entries
  if (!last || last.actor !== `staff:${login.user.id}` || last.at + UNDO_MS < ctx.now()) return null
  const { role, trainerId } = last.before ?? {}
  if (typeof role !== 'string') return null
  return { role, trainerId: typeof trainerId === 'string' ? trainerId : null }
}
