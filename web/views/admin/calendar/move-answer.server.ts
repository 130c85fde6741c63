import { parseTimeOfDay, isLocalDate, toInstant } from '../../../../tenants/availability/local-time.ts'
import { rescheduleBooking } from '../../../../tenants/bookings/reschedule-booking.ts'
import { changeSession } from '../../../../tenants/classes/change-session.ts'
import { AppError, type Alternative } from '../../../../tenants/errors.ts'
import { deleteTimeOff } from '../../../../tenants/schedules/delete-time-off.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { readForm, type SentForm } from '../../../lib/read-form.server.ts'
import { refusalText } from '../../tell-failure.server.ts'
import { readAsked } from './calendar-query.server.ts'

/** What became of a move: said in words, and, when it did not come about, with other times and a way to insist. */
export type MoveAnswer =
  | { isDone: true; status: 200; text: string }
  | {
      isDone: false
      status: number
      text: string
      choices: { at: number; trainer: string; label: string }[]
      /** Whether somebody may do it all the same, and say why. */
      canForce: boolean
    }

type Asked = {
  kind: string
  id: string
  key: string
  startsAt: number | undefined
  minutes: number | undefined
  trainerId: string | undefined
  reason: string | undefined
}

/**
 * Moves or stretches what was dragged, by the verbs that everybody's moves go through; the studio's calendar knows no rule
 * of its own. What cannot be is explained, never thrown, but for what is not there or not allowed at all.
 */
export async function calendarAnswer(desk: Desk): Promise<MoveAnswer> {
  const form = await readForm(desk.request)
  const { ctx, words, say } = desk
  if (form.text('intent') === 'unblock') {
    await deleteTimeOff(ctx, { timeOffId: form.text('id') })
    return { isDone: true, status: 200, text: words('admin').desk.done.saved }
  }
  const asked = readMove(desk, form)
  try {
    const startsAt = await carryOutMove(desk, asked)
    const { timeZone } = readAsked(desk)
    return {
      isDone: true,
      status: 200,
      text: say('say.movedTo', { when: desk.format.whenNear(startsAt, timeZone) }),
    }
  } catch (error) {
    if (error instanceof AppError && isExplained(error)) return refused(desk, asked, error)
    throw error
  }
}

function readMove(desk: Desk, form: SentForm): Asked {
  const number = (name: string) => (/^\d{1,15}$/.test(form.text(name)) ? Number(form.text(name)) : undefined)
  return {
    kind: form.text('kind'),
    id: form.text('id'),
    key: form.text('key'),
    startsAt: number('at') ?? readWall(form.text('start'), readAsked(desk).timeZone),
    minutes: number('minutes'),
    trainerId: form.text('trainer') || undefined,
    reason: form.text('reason').trim() || undefined,
  }
}

/** "2027-01-05T10:00" on the page's clock, as an instant. */
function readWall(text: string, timeZone: string): number | undefined {
  const [on = '', clock = ''] = text.split('T')
  const minuteOfDay = parseTimeOfDay(clock)
  if (!isLocalDate(on) || minuteOfDay === undefined) return undefined
  return toInstant(timeZone, { on, minuteOfDay })
}

async function carryOutMove({ ctx }: Desk, asked: Asked): Promise<number> {
  const { kind, id, key, startsAt, minutes, trainerId, reason } = asked
  if (startsAt === undefined) throw new AppError('not_allowed', 'This is no time.', { reason: 'not_a_time' })
  if (kind === 'session') {
    const changes = { durationMinutes: minutes, trainerId, overrideReason: reason }
    const { session } = await changeSession(ctx, { sessionId: id, startsAt, ...changes })
    return session.startsAt
  }
  const move = { bookingId: id, idempotencyKey: key, startsAt, trainerId, isWholeParty: true }
  const booking = await rescheduleBooking(ctx, { ...move, override: reason ? { reason } : null })
  return booking.startsAt
}

const explained = new Set<AppError['code']>([
  'slot_taken',
  'slot_unavailable',
  'session_full',
  'conflict',
  'not_allowed',
  'changed_meanwhile',
  'already_started',
  'invalid_input',
  'outcome_unknown',
  'unavailable',
])

const isExplained = ({ code }: AppError): boolean => explained.has(code)

/** What somebody may put something on top of, when they know why. */
const forcible = new Set<AppError['code']>(['slot_taken', 'slot_unavailable', 'conflict'])
const never = new Set(['in_past', 'changed_meanwhile'])

function refused(desk: Desk, asked: Asked, failure: AppError): MoveAnswer {
  const { code, status, details } = failure
  const { reason = code, alternatives = [] } = details
  const mayForce = desk.mayAny(asked.kind === 'session' ? 'calendar:change' : 'bookings:change')
  return {
    isDone: false,
    status,
    text: whyOf(desk, failure),
    choices: alternatives.map((other) => choiceOf(desk, other)),
    canForce: mayForce && forcible.has(code) && !never.has(reason) && asked.reason === undefined,
  }
}

/** In the words of somebody who works here, else in those that clients read. */
function whyOf(desk: Desk, failure: AppError): string {
  const { reasons, lost } = desk.words('deskCalendar')
  const { code, details } = failure
  if (code === 'outcome_unknown') return lost
  if (code === 'unavailable') return desk.words('admin').errors.unavailable.text
  if (code === 'invalid_input')
    return details.errors?.[0]?.path === 'startsAt' ? reasonIn(desk, 'in_past') : reasons.not_a_time
  const own = Object.entries(reasons).find(([name]) => name === (details.reason ?? code))
  return own ? own[1] : refusalText(desk, failure)
}

const reasonIn = ({ words }: Desk, reason: 'in_past'): string => words('reasons')[reason]

function choiceOf(desk: Desk, { startsAt, trainerId }: Alternative) {
  const { format, catalogue, text } = desk
  const { timeZone } = readAsked(desk)
  const trainer = catalogue.trainers.find(({ id }) => id === trainerId)
  const when = format.whenNear(startsAt, timeZone)
  return { at: startsAt, trainer: trainerId, label: trainer ? `${when} · ${text(trainer.name)}` : when }
}
