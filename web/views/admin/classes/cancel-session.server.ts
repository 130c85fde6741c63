import { cancelSession } from '../../../../tenants/classes/cancel-session.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { FormAnswer } from '../../../lib/form-answer.server.ts'
import { readForm } from '../../../lib/read-form.server.ts'
import { mend } from '../mend.server.ts'
import { titleOf } from '../page-title.server.ts'
import { donePath } from '../toast.server.ts'
import { sessionHref } from './class-names.server.ts'
import { aboutClass, readClass, readOpenClass } from './change-session.server.ts'

/** Asks before a class is cancelled: who is told, and what it means for them. */
export async function cancelSessionPage(desk: Desk) {
  const { say, words } = desk
  const session = await readOpenClass(desk)
  const said = words('deskClasses').session
  const told = session.booked + session.waitlistCount
  return {
    pageTitle: titleOf(desk, said.cancelTitle),
    ...aboutClass(desk, session),
    follows: [
      ...(told > 0 ? [say('say.classPeople', { count: told })] : [said.noneBooked]),
      ...(session.booked > 0 ? [said.whatBooked] : []),
      said.whatRoom,
    ],
    words: said,
  }
}

/** Cancels it. */
export async function cancelSessionAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, request, words } = desk
  const session = await readClass(desk)
  const reason = (await readForm(request)).text('reason')
  return mend(desk, { errors: words('deskClasses').errors, values: { reason } }, async () => {
    await cancelSession(ctx, { sessionId: session.id, reason: reason.trim() || null })
    return { location: donePath(sessionHref(session.id), 'classCancelled') }
  })
}
