import { requireFresh } from '../../../tenants/access/require-fresh.ts'
import { requireStaff } from '../../../tenants/access/require-staff.ts'
import { isAppError } from '../../../tenants/errors.ts'
import { listUpcoming, type Upcoming } from '../../../tenants/staff/list-upcoming.ts'
import { previewReassignment } from '../../../tenants/staff/preview-reassignment.ts'
import { removeStaffMember } from '../../../tenants/staff/remove-staff-member.ts'
import { localize } from '../../../tenants/studio/localize.ts'
import type { Desk } from '../../lib/desk.server.ts'
import type { CarriedOut, FormAnswer } from '../../lib/form-answer.server.ts'
import { readForm } from '../../lib/read-form.server.ts'
import { readMember } from './member-view.server.ts'
import { mend } from './mend.server.ts'
import { titleOf } from './page-title.server.ts'
import { trainerOptions } from './role-options.server.ts'
import { donePath } from './toast.server.ts'

/** Asks whether somebody shall leave, and what becomes of what they were to give; `to` previews who takes it over. */
export async function removePage(desk: Desk) {
  const { ctx, say, url, words } = desk
  requireStaff(ctx, 'staff:change')
  requireFresh(ctx)
  const { userId, name, trainerId } = await readMember(desk)
  const upcoming = trainerId === null ? [] : await listUpcoming(ctx, trainerId)
  const to = url.searchParams.get('to') ?? ''
  const title = say('say.removeQuestion', { name })
  return {
    pageTitle: titleOf(desk, title),
    title,
    name,
    href: `/admin/staff/${userId}`,
    upcoming: upcoming.length === 0 ? '' : say('say.handOverCount', { name, count: upcoming.length }),
    items: upcoming.slice(0, SHOWN).map((one) => upcomingLine(desk, one)),
    more: moreOf(desk, upcoming),
    trainers: trainerOptions(desk).filter(({ value }) => value !== trainerId),
    to,
    preview:
      trainerId !== null && to ? await preview(desk, { fromTrainerId: trainerId, toTrainerId: to }) : null,
    words: words('admin').team,
  }
}

const SHOWN = 8

/** How many there are besides those that are listed. */
function moreOf({ say }: Desk, all: readonly unknown[]): string {
  const count = all.length - SHOWN
  return count > 0 ? say('say.handOverMore', { count }) : ''
}

/** What would go to whom, and what would stay; null when that trainer cannot take it. */
async function preview(desk: Desk, handover: { fromTrainerId: string; toTrainerId: string }) {
  try {
    const { moved, left } = await previewReassignment(desk.ctx, handover)
    return {
      moved: desk.say('say.handOverMoved', { count: moved.length }),
      left: left.length === 0 ? '' : desk.say('say.handOverLeft', { count: left.length }),
      leftMore: moreOf(desk, left),
      leftItems: left
        .slice(0, SHOWN)
        .map((one) => ({ ...upcomingLine(desk, one), why: whyOf(desk, one.reason) })),
    }
  } catch (error) {
    if (isAppError(error, 'invalid_input')) return null
    throw error
  }
}

/** Why something stays, as clients are told the same. */
function whyOf({ words }: Desk, reason: string): string {
  const found = Object.entries(words('reasons')).find(([key]) => key === reason)
  return found?.[1] ?? words('admin').team.stays
}

function upcomingLine({ catalogue, locale, studio, when, words }: Desk, one: Upcoming) {
  const service = catalogue.services.find(({ id }) => id === one.serviceId)
  return {
    id: one.id,
    what: service ? localize(service.name, locale, studio.defaultLocale) : '',
    when: one.startsAt === null ? words('admin').team.comesBack : when(one.startsAt),
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
