import { endVisit } from '../../../tenants/support/end-visit.ts'
import { letVisitChange } from '../../../tenants/support/let-visit-change.ts'
import { listVisits, type Visit } from '../../../tenants/support/list-visits.ts'
import type { Desk } from '../../lib/desk.server.ts'
import type { FormAnswer } from '../../lib/form-answer.server.ts'
import { readForm } from '../../lib/read-form.server.ts'
import { mend } from './mend.server.ts'
import { titleOf } from './page-title.server.ts'
import { donePath } from './toast.server.ts'

const HOME = '/admin/settings/support'

/** When the platform's people were in this admin, and why; what may be said of those who are. */
export async function supportPage(desk: Desk) {
  const { ctx, mayAny, staff, login, words } = desk
  const visits = await listVisits(ctx)
  const mayChange = mayAny('settings:change')
  return {
    pageTitle: titleOf(desk, words('support').title),
    visits: visits.map((visit) => visitRow(desk, visit)),
    mayEnd: mayChange,
    mayAllow: mayChange && staff.role === 'owner',
    isOwnerAsked: !login.visit && mayChange && staff.role !== 'owner' && visits.some(({ isOpen }) => isOpen),
    mayChange,
    words: { ...words('support'), tabs: words('setupSettings').tabs },
  }
}

function visitRow({ say, when, words, day, format, timeZone }: Desk, visit: Visit) {
  const { id, operatorName, reason, createdAt, enteredAt, endedAt, expiresAt, isOpen, mayChange } = visit
  const [from, until] = [enteredAt ?? createdAt, endedAt ?? expiresAt]
  // The day is said once when it is the same.
  const end = day(from) === day(until) ? format.time(until, timeZone) : when(until)
  return {
    id,
    who: operatorName,
    reason,
    time: say('say.supportUntil', { from: when(from), until: end }),
    state: words('support').states[stateOf(visit)],
    isOpen,
    mayChange,
  }
}

function stateOf({ enteredAt, isOpen, mayChange }: Visit) {
  if (!isOpen) return enteredAt === null ? 'notEntered' : 'over'
  if (enteredAt === null) return 'waiting'
  return mayChange ? 'changes' : 'looks'
}

/** Ends a visit, or says whether support may change things during it. */
export async function supportAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, request, words } = desk
  const form = await readForm(request)
  const visitId = form.text('visit')
  const intent = form.text('intent')
  return mend<FormAnswer>(desk, { errors: words('support').errors }, async () => {
    if (intent === 'end') {
      await endVisit(ctx, { visitId })
      return { location: donePath(HOME, 'visitEnded') }
    }
    const mayChange = intent === 'allow'
    await letVisitChange(ctx, { visitId, mayChange })
    return { location: donePath(HOME, mayChange ? 'visitChanges' : 'visitLooks') }
  })
}
