import { redirect } from '@remix-run/cloudflare'
import { requireStaff } from '../../../../tenants/access/require-staff.ts'
import { isLocalDate, toInstant, toLocalTime } from '../../../../tenants/availability/local-time.ts'
import { changeSession } from '../../../../tenants/classes/change-session.ts'
import { getSession } from '../../../../tenants/classes/get-session.ts'
import type { ChangeSessionInput } from '../../../../tenants/classes/plan-session-change.ts'
import { previewSessionChange } from '../../../../tenants/classes/preview-session-change.ts'
import type { SessionView } from '../../../../tenants/classes/session-view.ts'
import { substituteTrainer } from '../../../../tenants/classes/substitute-trainer.ts'
import { minutes } from '../../../../tenants/durations.ts'
import { AppError } from '../../../../tenants/errors.ts'
import { findAnyService } from '../../../../tenants/studio/get-any-service.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { readForm, type SentForm } from '../../../lib/read-form.server.ts'
import { fieldViews, readFields, valuesOf, type FieldSpec, type Kept } from '../form-spec.server.ts'
import { languagesOf, seenIn, typedIn, type Values } from '../form-values.server.ts'
import { titleOf } from '../page-title.server.ts'
import { seenText, takeOver, type SeenForm } from '../seen-form.server.ts'
import { donePath } from '../toast.server.ts'
import { carryPlan, type Choice, type PlanAnswer } from './carry-plan.server.ts'
import { changesOf } from './change-series.server.ts'
import { classNames, dayAndTime, optionsOf, sessionHref, zoneOf } from './class-names.server.ts'
import { plannedView } from './planned-view.server.ts'
import { requireGiven } from './require-given.server.ts'
import { placeSpecs, withoutClassHints } from './series-fields.server.ts'

/** The class of an address, for who may do something about it. */
export const readClass = (desk: Desk): Promise<SessionView> =>
  requireGiven(desk, 'calendar:change', () => getSession(desk.ctx, desk.params['sessionId'] ?? ''))

/** The same; where nothing can be done any more there is only its page. */
export async function readOpenClass(desk: Desk): Promise<SessionView> {
  const session = await readClass(desk)
  if (session.status === 'cancelled' || session.endsAt <= desk.ctx.now()) {
    throw redirect(sessionHref(session.id), 303)
  }
  return session
}

/** A class in a line, and the way back to it. */
export function aboutClass(desk: Desk, session: SessionView) {
  const names = classNames(desk)
  return {
    line: [dayAndTime(desk, session), names.trainers(session)].filter(Boolean).join(' · '),
    back: { href: sessionHref(session.id), label: names.service(session.serviceId) },
  }
}

function changeSpecs(desk: Desk): { main: FieldSpec[]; more: FieldSpec[] } {
  const trainers = optionsOf(desk, desk.catalogue.trainers)
  return {
    main: [
      { name: 'on', kind: 'date', isRequired: true },
      { name: 'startMinute', kind: 'time', isRequired: true },
      ...(desk.mayAny('calendar:change')
        ? [{ name: 'trainerId', kind: 'select' as const, options: trainers }]
        : []),
      { name: 'capacity', kind: 'number' },
    ],
    more: placeSpecs(desk, 'change').filter(({ name }) => name !== 'capacity'),
  }
}

/** A class as its form shows it: on the clock of its place. */
function keptOf(desk: Desk, session: SessionView): Kept {
  const { on, minuteOfDay } = toLocalTime(zoneOf(desk, session.locationId), session.startsAt)
  const durationMinutes = (session.endsAt - session.startsAt) / minutes(1)
  return { ...session, on, startMinute: minuteOfDay, durationMinutes }
}

/** The form that changes one class. */
export async function changeSessionPage(desk: Desk) {
  const { words } = desk
  const session = await readOpenClass(desk)
  const said = words('deskClasses')
  const { main, more } = changeSpecs(desk)
  const { line, back } = aboutClass(desk, session)
  const values = valuesOf(desk, [...main, ...more], keptOf(desk, session))
  return {
    pageTitle: titleOf(desk, said.session.changeTitle),
    title: said.session.changeTitle,
    intro: `${line}. ${said.session.changeIntro}`,
    back,
    main: withoutClassHints(fieldViews(desk, main, said.fields)),
    more: withoutClassHints(fieldViews(desk, more, said.fields)),
    languages: languagesOf(desk),
    values,
    edition: seenText(session.version, values),
    buttons: { show: said.previewChange, save: said.save },
    words: { ...said, units: words('admin').forms.units },
  }
}

/** Shows what the change of one class would mean for whom, and makes it. */
export async function changeSessionAnswer(desk: Desk): Promise<PlanAnswer> {
  const { ctx, request } = desk
  const form = await readForm(request)
  const session = await readClass(desk)
  const { main, more } = changeSpecs(desk)
  const specs = [...main, ...more]
  const kept = valuesOf(desk, specs, keptOf(desk, session))
  const shown = seenIn(form)
  const values = takeOver(shown, { typed: typedIn(form, kept), current: kept })
  const wish = () => {
    const { on: _on, startMinute: _minute, ...changes } = changesOf(desk, { specs, values, kept })
    const isMoved = ['on', 'startMinute'].some((name) => values[name] !== kept[name])
    return {
      sessionId: session.id,
      version: session.version,
      ...changes,
      ...(isMoved ? { startsAt: startOf(desk, session, readFields(desk, specs, values)) } : {}),
    }
  }
  return carryOne(desk, { form, session, specs, values, shown, wish }, async (choice) => {
    await changeSession(ctx, { ...wish(), ...choice })
    return { location: donePath(sessionHref(session.id), 'classChanged') }
  })
}

/** @throws AppError `invalid_input` for what is no time. */
// oxlint-disable-next-line max-params
export function startOf(
  desk: Desk,
  { locationId }: Pick<SessionView, 'locationId'>,
  { on, startMinute }: Kept,
): number {
  const wrong = [
    ...(typeof on === 'string' && isLocalDate(on) ? [] : ['on']),
    ...(typeof startMinute === 'number' && startMinute >= 0 ? [] : ['startMinute']),
  ]
  if (wrong.length > 0) {
    const errors = wrong.map((path) => ({ path, code: 'invalid', message: 'This is no time.' }))
    throw new AppError('invalid_input', 'This is no time.', { errors })
  }
  return toInstant(zoneOf(desk, locationId), { on: String(on), minuteOfDay: Number(startMinute) })
}

type OneClass = {
  form: SentForm
  session: SessionView
  specs: readonly FieldSpec[]
  values: Values
  shown?: SeenForm
  wish: () => ChangeSessionInput
}

// oxlint-disable-next-line max-params
function carryOne(
  desk: Desk,
  { form, session, specs, values, shown, wish }: OneClass,
  save: (choice: Omit<Choice, 'onConflict'>) => Promise<{ location: string }>,
): Promise<PlanAnswer> {
  const { ctx, words } = desk
  const { errors } = words('deskClasses')
  return carryPlan(desk, {
    form,
    specs,
    values,
    ...(shown ? { shown } : {}),
    of: session.version,
    errors: { startsAt: errors.startsAt },
    plan: async (seen) => {
      const { date, affected } = await previewSessionChange(ctx, wish())
      const { locationId } = session
      return plannedView(desk, { dates: [date], affected }, { seen, kind: 'session', locationId })
    },
    save: ({ overrideReason }) => save(overrideReason === undefined ? {} : { overrideReason }),
  })
}

const substituteSpecs = (desk: Desk): FieldSpec[] => [
  { name: 'trainerId', kind: 'select', options: optionsOf(desk, desk.catalogue.trainers) },
]

/** Asks who gives a class instead: whoever its service has besides comes first. */
export async function substitutePage(desk: Desk) {
  const { catalogue, ctx, words } = desk
  requireStaff(ctx, 'calendar:change')
  const session = await readOpenClass(desk)
  const said = words('deskClasses')
  const { line, back } = aboutClass(desk, session)
  const service = findAnyService(catalogue, session.serviceId)
  const anybody = catalogue.trainers.map(({ id }) => id)
  const instead = [...(service?.trainerIds ?? []), ...anybody].find((id) => id !== session.trainerId)
  const specs = substituteSpecs(desk)
  return {
    pageTitle: titleOf(desk, said.session.substituteTitle),
    title: said.session.substituteTitle,
    intro: `${line}. ${said.session.substituteIntro}`,
    back,
    main: fieldViews(desk, specs, { trainerId: { label: said.session.substituteField } }),
    more: [],
    languages: languagesOf(desk),
    values: { trainerId: instead ?? session.trainerId },
    buttons: { show: said.previewChange, save: said.session.substituteButton },
    words: { ...said, units: words('admin').forms.units },
  }
}

/** Shows who would be told, and has somebody else give it. */
export async function substituteAnswer(desk: Desk): Promise<PlanAnswer> {
  const { ctx, request } = desk
  requireStaff(ctx, 'calendar:change')
  const form = await readForm(request)
  const session = await readClass(desk)
  const values = { trainerId: form.text('trainerId') }
  const wish = () => ({ sessionId: session.id, version: session.version, ...values })
  return carryOne(desk, { form, session, specs: substituteSpecs(desk), values, wish }, async (choice) => {
    await substituteTrainer(ctx, { ...wish(), ...choice })
    return { location: donePath(sessionHref(session.id), 'classSubstituted') }
  })
}
