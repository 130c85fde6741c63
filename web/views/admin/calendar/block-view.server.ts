import {
  isLocalDate,
  MINUTES_PER_DAY,
  localDateAt,
  parseTimeOfDay,
  toInstant,
  toLocalTime,
  formatTimeOfDay,
} from '../../../../tenants/availability/local-time.ts'
import { requireReach } from '../../../../tenants/access/require-staff.ts'
import { AppError } from '../../../../tenants/errors.ts'
import { hours } from '../../../../tenants/durations.ts'
import { createTimeOff } from '../../../../tenants/schedules/create-time-off.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { CarriedOut, FormAnswer } from '../../../lib/form-answer.server.ts'
import { withQuery } from '../../../lib/portal-paths.ts'
import { readForm, type SentForm } from '../../../lib/read-form.server.ts'
import { mend } from '../mend.server.ts'
import { titleOf } from '../page-title.server.ts'
import { trainerOptions } from '../role-options.server.ts'
import { donePath } from '../toast.server.ts'

/** The form that keeps clients from booking a trainer for some hours; `start` and `end` are instants. */
export async function blockPage(desk: Desk) {
  const { ctx, url, words, staff } = desk
  requireReach(ctx, 'availability:change')
  const said = words('deskCalendar')
  const own = staff.trainerId
  const trainers = trainersOf(desk)
  const asked = url.searchParams.get('trainer')
  const trainer = desk.catalogue.trainers.find(({ id, slug }) => id === asked || slug === asked)
  const trainerId = trainer?.id ?? own ?? trainers[0]?.value ?? ''
  const on = url.searchParams.get('on') ?? ''
  return {
    pageTitle: titleOf(desk, said.blockPage.title),
    trainers,
    values: { trainerId, ...timesOf(desk, { trainerId, on: isLocalDate(on) ? on : undefined }) },
    back: { href: withQuery('/admin/calendar', { on }), label: said.title },
    words: said.blockPage,
    trainerLabel: said.trainer,
  }
}

/** Whom this person may keep from being booked. */
const trainersOf = (desk: Desk) =>
  trainerOptions(desk).filter(
    ({ value }) => desk.mayAny('availability:change') || value === desk.staff.trainerId,
  )

/** What the form starts with: what was chosen on the grid, else the next full hour. */
function timesOf(desk: Desk, { trainerId, on }: { trainerId: string; on: string | undefined }) {
  const { url, ctx } = desk
  const zone = zoneOf(desk, trainerId)
  const instant = (name: string) => {
    const at = Date.parse(url.searchParams.get(name) ?? '')
    return at >= 0 && at < Date.UTC(9998, 0) ? at : undefined
  }
  const start = instant('start')
  const startsAt = start ?? Math.ceil(ctx.now() / hours(1)) * hours(1)
  const endsAt = instant('end') ?? startsAt + hours(1)
  const clock = (at: number) => formatTimeOfDay(toLocalTime(zone, at).minuteOfDay)
  return {
    on: start === undefined && on !== undefined ? on : localDateAt(zone, startsAt),
    startsAt: clock(startsAt),
    endsAt: clock(endsAt),
    reason: '',
  }
}

function zoneOf({ catalogue, timeZone }: Desk, trainerId: string): string {
  const trainer = catalogue.trainers.find(({ id }) => id === trainerId)
  return catalogue.locations.find(({ id }) => id === trainer?.locationId)?.timeZone ?? timeZone
}

const fields = ['trainerId', 'on', 'startsAt', 'endsAt', 'reason'] as const

/** Blocks the time, and says what is booked in it. */
export async function blockAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, request, words } = desk
  requireReach(ctx, 'availability:change')
  const form = await readForm(request)
  const values = Object.fromEntries(fields.map((name) => [name, form.text(name)]))
  return mend(
    desk,
    { errors: words('deskCalendar').blockPage.errors, values },
    async (): Promise<CarriedOut> => {
      // Whom somebody may not send away is nobody they know.
      if (!trainersOf(desk).some(({ value }) => value === form.text('trainerId'))) {
        throw new AppError('not_found', 'There is no such trainer.')
      }
      const { affected } = await createTimeOff(ctx, {
        trainerId: form.text('trainerId'),
        ...instantsOf(form, zoneOf(desk, form.text('trainerId'))),
        reason: form.text('reason') || null,
      })
      const isOver = affected.bookings.length + affected.sessions.length > 0
      const place = withQuery('/admin/calendar', { on: form.text('on') })
      return { location: donePath(place, isOver ? 'blockedOver' : 'blocked') }
    },
  )
}

/** Midnight at the end is that of the next day. What is no time is left out, and the verb says so. */
function instantsOf(form: SentForm, timeZone: string) {
  const on = form.text('on')
  const at = (name: string, isEnd: boolean) => {
    const minuteOfDay = parseTimeOfDay(form.text(name))
    if (minuteOfDay === undefined || !isLocalDate(on)) return undefined
    const midnight = isEnd && minuteOfDay === 0
    return toInstant(timeZone, { on, minuteOfDay: midnight ? MINUTES_PER_DAY : minuteOfDay })
  }
  return { startsAt: at('startsAt', false), endsAt: at('endsAt', true) }
}
