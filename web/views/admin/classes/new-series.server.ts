import { requireReach } from '../../../../tenants/access/require-staff.ts'
import { localDateAt } from '../../../../tenants/availability/local-time.ts'
import { createClassSeries } from '../../../../tenants/classes/create-class-series.ts'
import type { CreateClassSeriesInput } from '../../../../tenants/classes/plan-series.ts'
import { previewClassSeries } from '../../../../tenants/classes/preview-class-series.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { readForm } from '../../../lib/read-form.server.ts'
import { fieldViews, readFields, valuesOf, type FieldSpec, type Kept } from '../form-spec.server.ts'
import { languagesOf, typedIn, type Values } from '../form-values.server.ts'
import { titleOf } from '../page-title.server.ts'
import { donePath } from '../toast.server.ts'
import { carryPlan, type PlanAnswer } from './carry-plan.server.ts'
import { classServices, seriesPath } from './class-names.server.ts'
import { plannedView } from './planned-view.server.ts'
import { asInput, seriesSpecs } from './series-fields.server.ts'

/** In the evening, as most classes are. */
const USUAL_START = 18 * 60

/** A new class as its form begins: the first there is, or the one the address names, by whoever asks. */
// oxlint-disable-next-line max-params
export function startValues(desk: Desk, specs: readonly FieldSpec[], more: Kept): Values {
  const { staff, url } = desk
  const [first] = classServices(desk)
  const asked = url.searchParams.get('service')
  const service = classServices(desk).find(({ id }) => id === asked) ?? first
  return valuesOf(desk, specs, {
    serviceId: service?.id,
    trainerId: staff.trainerId ?? service?.trainerIds[0],
    startMinute: USUAL_START,
    ...more,
  })
}

const startingValues = (desk: Desk, specs: readonly FieldSpec[]): Values =>
  startValues(desk, specs, { fromOn: localDateAt(desk.timeZone, desk.ctx.now()), everyNWeeks: 1 })

/** The form of a class that comes back. */
export async function newSeriesPage(desk: Desk) {
  const { ctx, mayAny, words } = desk
  requireReach(ctx, 'calendar:change')
  const said = words('deskClasses')
  const { main, more } = seriesSpecs(desk, 'new')
  return {
    pageTitle: titleOf(desk, said.newTitle),
    title: said.newTitle,
    intro: said.newIntro,
    back: { href: seriesPath, label: said.seriesTitle },
    main: fieldViews(desk, main, said.fields),
    more: fieldViews(desk, more, said.fields),
    languages: languagesOf(desk),
    values: startingValues(desk, [...main, ...more]),
    hasService: classServices(desk).length > 0,
    newHref: null,
    newServiceHref: mayAny('services:change') ? '/admin/services/new?kind=class' : null,
    buttons: { show: said.preview, save: said.make },
    words: { ...said, units: words('admin').forms.units },
  }
}

/** Shows the dates of a new series, and makes it. */
export async function newSeriesAnswer(desk: Desk): Promise<PlanAnswer> {
  const { ctx, request } = desk
  const form = await readForm(request)
  const { main, more } = seriesSpecs(desk, 'new')
  const specs = [...main, ...more]
  const values = typedIn(form, startingValues(desk, specs))
  const input = readWish(desk, specs, values)
  return carryPlan(desk, {
    form,
    specs,
    values,
    plan: async (seen) => {
      const dates = await previewClassSeries(ctx, input)
      const locationId = input.locationId ?? placeOf(desk, input)
      return plannedView(desk, { dates, affected: [] }, { seen, kind: 'new', locationId })
    },
    save: async (choice) => {
      const { series } = await createClassSeries(ctx, { ...input, ...choice })
      return { location: donePath(`${seriesPath}/${series.id}`, 'classSeriesMade') }
    },
  })
}

/** What was left empty is as the class says. */
// oxlint-disable-next-line max-params
function readWish(desk: Desk, specs: readonly FieldSpec[], values: Values): CreateClassSeriesInput {
  const read = Object.entries(asInput(readFields(desk, specs, values)))
  // Of another sort than the verb takes, it says so.
  return Object.fromEntries(
    read.filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)),
  ) as CreateClassSeriesInput
}

/** Where a class is while nobody says where: whose clock its dates are told by. */
// oxlint-disable-next-line max-params
export function placeOf(
  { catalogue }: Desk,
  { serviceId, trainerId }: { serviceId: string; trainerId: string },
): string {
  const service = catalogue.services.find(({ id }) => id === serviceId)
  const trainer = catalogue.trainers.find(({ id }) => id === trainerId)
  return service?.locationIds[0] ?? trainer?.locationId ?? ''
}
