import { localDateAt } from '../../../../tenants/availability/local-time.ts'
import { cancelClassSeries } from '../../../../tenants/classes/cancel-class-series.ts'
import { previewSeriesEnd } from '../../../../tenants/classes/preview-series-end.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { readForm } from '../../../lib/read-form.server.ts'
import { fieldViews, type FieldSpec } from '../form-spec.server.ts'
import { languagesOf } from '../form-values.server.ts'
import { titleOf } from '../page-title.server.ts'
import { donePath } from '../toast.server.ts'
import { carryPlan, type PlanAnswer } from './carry-plan.server.ts'
import { classNames, patternOf, seriesPath, zoneOf } from './class-names.server.ts'
import { plannedView } from './planned-view.server.ts'
import { readSeries } from './series-page.server.ts'

const specs: FieldSpec[] = [
  { name: 'fromOn', kind: 'date', isRequired: true },
  { name: 'reason', kind: 'long', maxLength: 300 },
]

/** Asks from which date on a series does not take place any more. */
export async function endSeriesPage(desk: Desk) {
  const { ctx, words } = desk
  const series = await readSeries(desk, 'calendar:change')
  const said = words('deskClasses')
  const { endFrom, endReason, endReasonHint } = said.series
  const fields = { fromOn: { label: endFrom }, reason: { label: endReason, hint: endReasonHint } }
  return {
    pageTitle: titleOf(desk, said.series.endTitle),
    title: said.series.endTitle,
    intro: `${patternOf(desk, series)}. ${said.series.endText}`,
    back: {
      href: `${seriesPath}/${series.id}`,
      label: classNames(desk).service(series.serviceId) || said.class,
    },
    main: fieldViews(desk, specs, fields),
    more: [],
    languages: languagesOf(desk),
    values: { fromOn: localDateAt(zoneOf(desk, series.locationId), ctx.now()), reason: '' },
    buttons: { show: said.series.endShow, save: said.series.endButton },
    words: { ...said, units: words('admin').forms.units },
  }
}

/** Shows whom the end of a series concerns, and ends it. */
export async function endSeriesAnswer(desk: Desk): Promise<PlanAnswer> {
  const { ctx, request } = desk
  const form = await readForm(request)
  const series = await readSeries(desk, 'calendar:change')
  const values = { fromOn: form.text('fromOn'), reason: form.text('reason') }
  const input = { seriesId: series.id, fromOn: values.fromOn, reason: values.reason.trim() || null }
  return carryPlan(desk, {
    form,
    specs,
    values,
    of: series,
    plan: async (seen) => {
      const { affected, droppedIds } = await previewSeriesEnd(ctx, input)
      const { locationId } = series
      return plannedView(desk, { dates: [], affected, droppedIds }, { seen, kind: 'end', locationId })
    },
    save: async () => {
      await cancelClassSeries(ctx, input)
      return { location: donePath(`${seriesPath}/${series.id}`, 'classSeriesEnded') }
    },
  })
}
