import { requireReach } from '../../../../tenants/access/require-staff.ts'
import { localDateAt } from '../../../../tenants/availability/local-time.ts'
import { createSession } from '../../../../tenants/classes/create-session.ts'
import type { CreateSessionInput } from '../../../../tenants/classes/plan-new-session.ts'
import { previewNewSession } from '../../../../tenants/classes/preview-new-session.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { readForm } from '../../../lib/read-form.server.ts'
import { fieldViews, readFields, type FieldSpec } from '../form-spec.server.ts'
import { languagesOf, typedIn, type Values } from '../form-values.server.ts'
import { titleOf } from '../page-title.server.ts'
import { donePath } from '../toast.server.ts'
import { carryPlan, type PlanAnswer } from './carry-plan.server.ts'
import { startOf } from './change-session.server.ts'
import { classesPath, classServices, sessionHref } from './class-names.server.ts'
import { placeOf, startValues } from './new-series.server.ts'
import { plannedView } from './planned-view.server.ts'
import { placeSpecs, seriesSpecs } from './series-fields.server.ts'

const ofSeries = new Set(['serviceId', 'trainerId', 'startMinute'])

function specsOf(desk: Desk): { main: FieldSpec[]; more: FieldSpec[] } {
  const [service, trainer, start] = seriesSpecs(desk, 'new').main.filter(({ name }) => ofSeries.has(name))
  const day: FieldSpec = { name: 'on', kind: 'date', isRequired: true }
  return {
    main: [service, trainer, day, start].filter((spec) => spec !== undefined),
    more: placeSpecs(desk, 'new'),
  }
}

/** The class, and the day, an address may name. */
const startingValues = (desk: Desk, specs: readonly FieldSpec[]): Values =>
  startValues(desk, specs, {
    on: desk.url.searchParams.get('on') ?? localDateAt(desk.timeZone, desk.ctx.now()),
  })

/** The form of a class on one date. */
export async function newSessionPage(desk: Desk) {
  const { ctx, mayAny, words } = desk
  requireReach(ctx, 'calendar:change')
  const said = words('deskClasses')
  const { main, more } = specsOf(desk)
  return {
    pageTitle: titleOf(desk, said.onceTitle),
    title: said.onceTitle,
    intro: said.onceIntro,
    back: { href: classesPath, label: said.title },
    main: fieldViews(desk, main, { ...said.fields, startMinute: { label: said.fields.startMinute.label } }),
    more: fieldViews(desk, more, said.fields),
    languages: languagesOf(desk),
    values: startingValues(desk, [...main, ...more]),
    hasService: classServices(desk).length > 0,
    newHref: null,
    newServiceHref: mayAny('services:change') ? '/admin/services/new?kind=class' : null,
    buttons: { show: said.onceShow, save: said.onceMake },
    words: { ...said, units: words('admin').forms.units },
  }
}

/** Shows what is in the way of a class on one date, and puts it on. */
export async function newSessionAnswer(desk: Desk): Promise<PlanAnswer> {
  const { ctx, request, words } = desk
  requireReach(ctx, 'calendar:change')
  const form = await readForm(request)
  const { main, more } = specsOf(desk)
  const specs = [...main, ...more]
  const values = typedIn(form, startingValues(desk, specs))
  const { errors } = words('deskClasses')
  return carryPlan(desk, {
    form,
    specs,
    values,
    errors: { startsAt: errors.startsAt },
    plan: async (seen) => {
      const { input, locationId } = readWish(desk, specs, values)
      const date = await previewNewSession(ctx, input)
      return plannedView(desk, { dates: [date], affected: [] }, { seen, kind: 'once', locationId })
    },
    save: async ({ overrideReason }) => {
      const { input } = readWish(desk, specs, values)
      const { id } = await createSession(ctx, { ...input, overrideReason: overrideReason ?? null })
      return { location: donePath(sessionHref(id), 'classMade') }
    },
  })
}

/** What was left empty is as the class says; when it is, is told by the clock of where it is. */
// oxlint-disable-next-line max-params
function readWish(desk: Desk, specs: readonly FieldSpec[], values: Values) {
  const { on, startMinute, ...fields } = readFields(desk, specs, values)
  // Of another sort than the verb takes, it says so.
  const said = Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  ) as Omit<CreateSessionInput, 'startsAt'>
  const locationId = said.locationId ?? placeOf(desk, said)
  return { locationId, input: { ...said, startsAt: startOf(desk, { locationId }, { on, startMinute }) } }
}
