import { changeClassSeries } from '../../../../tenants/classes/change-class-series.ts'
import {
  previewSeriesChange,
  type ChangeClassSeriesInput,
} from '../../../../tenants/classes/preview-series-change.ts'
import { AppError } from '../../../../tenants/errors.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { readForm } from '../../../lib/read-form.server.ts'
import { fieldViews, readFields, valuesOf, type FieldSpec } from '../form-spec.server.ts'
import { languagesOf, seenIn, typedIn, type Values } from '../form-values.server.ts'
import { titleOf } from '../page-title.server.ts'
import { seenText, takeOver } from '../seen-form.server.ts'
import { donePath } from '../toast.server.ts'
import { carryPlan, type PlanAnswer } from './carry-plan.server.ts'
import { classNames, dayAndTime, seriesPath } from './class-names.server.ts'
import { plannedView } from './planned-view.server.ts'
import { asInput, keptOf, seriesSpecs, withoutClassHints } from './series-fields.server.ts'
import { nextSessions, readSeries } from './series-page.server.ts'

const specsOf = (desk: Desk): FieldSpec[] => Object.values(seriesSpecs(desk, 'change')).flat()

/** The form that changes a series, all of it or from one of its dates on. */
export async function changeSeriesPage(desk: Desk) {
  const { say, url, words } = desk
  const series = await readSeries(desk, 'calendar:change')
  const said = words('deskClasses')
  const { main, more } = seriesSpecs(desk, 'change')
  const next = await nextSessions(desk, series)
  const asked = url.searchParams.get('from') ?? ''
  const values = valuesOf(desk, [...main, ...more], keptOf(series))
  return {
    pageTitle: titleOf(desk, said.series.changeTitle),
    title: said.series.changeTitle,
    intro: said.series.changeIntro,
    back: {
      href: `${seriesPath}/${series.id}`,
      label: classNames(desk).service(series.serviceId) || said.class,
    },
    from: [
      { value: '', label: said.series.all },
      ...next.map((session) => ({
        value: session.id,
        label: say('say.classFollowing', { when: dayAndTime(desk, session) }),
      })),
    ],
    main: withoutClassHints(fieldViews(desk, main, said.fields)),
    more: withoutClassHints(fieldViews(desk, more, said.fields)),
    languages: languagesOf(desk),
    values: {
      ...values,
      from: next.some(({ id }) => id === asked) ? asked : '',
    },
    edition: seenText(0, values),
    buttons: { show: said.previewChange, save: said.save },
    words: { ...said, units: words('admin').forms.units },
  }
}

/** Shows what a change would mean for whom, and makes it. */
export async function changeSeriesAnswer(desk: Desk): Promise<PlanAnswer> {
  const { ctx, request } = desk
  const form = await readForm(request)
  const series = await readSeries(desk, 'calendar:change')
  const specs = specsOf(desk)
  const kept = valuesOf(desk, specs, keptOf(series))
  const shown = seenIn(form)
  const typed = takeOver(shown, { typed: typedIn(form, kept), current: kept })
  const values = { ...typed, from: form.text('from') }
  const wish = (): ChangeClassSeriesInput => ({
    seriesId: series.id,
    ...(values.from ? { scope: 'following', sessionId: values.from } : { scope: 'all' }),
    ...changesOf(desk, { specs, values, kept }),
  })
  return carryPlan(desk, {
    form,
    specs,
    values,
    shown,
    of: series,
    plan: async (seen) => {
      const planned = await previewSeriesChange(ctx, wish())
      const { locationId } = planned.series
      return plannedView(desk, planned, { seen, kind: 'change', locationId })
    },
    save: async (choice) => {
      const changed = await changeClassSeries(ctx, { ...wish(), ...choice })
      return { location: donePath(`${seriesPath}/${changed.series.id}`, 'classSeriesChanged') }
    },
  })
}

type Typed = { specs: readonly FieldSpec[]; values: Values; kept: Values }

/**
 * Only what was typed otherwise than it is: all else stays, whatever becomes of it meanwhile.
 *
 * @throws AppError `not_allowed` (`no_change`) when that is nothing.
 */
export function changesOf(desk: Desk, { specs, values, kept }: Typed): Record<string, unknown> {
  const changed = specs.filter(({ name }) =>
    Object.keys(kept).some(
      (field) => (field === name || field.startsWith(`${name}.`)) && kept[field] !== values[field],
    ),
  )
  if (changed.length === 0)
    throw new AppError('not_allowed', 'Nothing is different.', { reason: 'no_change' })
  return asInput(readFields(desk, changed, values))
}
