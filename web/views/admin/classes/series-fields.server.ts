import type { FieldView } from '../../../components/admin/field-list.tsx'
import type { Desk } from '../../../lib/desk.server.ts'
import type { FieldSpec, Kept } from '../form-spec.server.ts'
import { classServices, optionsOf, weekdayName } from './class-names.server.ts'

const WEEK = [1, 2, 3, 4, 5, 6, 7]

/** The fields of a series: those that every one needs, and those that are mostly as the class says. */
export function seriesSpecs(desk: Desk, kind: 'new' | 'change'): { main: FieldSpec[]; more: FieldSpec[] } {
  const { catalogue, mayAny, staff, studio } = desk
  const isNew = kind === 'new'
  const seesAll = mayAny('calendar:change')
  const trainers = optionsOf(
    desk,
    catalogue.trainers.filter(({ id }) => seesAll || id === staff.trainerId),
  )
  const first = studio.weekStartsOn
  const weekdays = WEEK.map((_day, index) => ((first - 1 + index) % 7) + 1).map((weekday) => ({
    value: String(weekday),
    label: weekdayName(desk, weekday),
  }))
  const main: FieldSpec[] = [
    ...(isNew
      ? [{ name: 'serviceId', kind: 'select' as const, options: optionsOf(desk, classServices(desk)) }]
      : []),
    ...(isNew || seesAll ? [{ name: 'trainerId', kind: 'select' as const, options: trainers }] : []),
    { name: 'weekdays', kind: 'checks', options: weekdays },
    { name: 'startMinute', kind: 'time', isRequired: true },
    ...(isNew ? [{ name: 'fromOn', kind: 'date' as const, isRequired: true as const }] : []),
    { name: 'everyNWeeks', kind: 'number' },
    { name: 'untilOn', kind: 'date', isNullable: true },
    { name: 'count', kind: 'number' },
  ]
  return { main, more: placeSpecs(desk, kind) }
}

/** Where it is, who helps, and for how many: of a series as of one class. */
export function placeSpecs(desk: Desk, kind: 'new' | 'change'): FieldSpec[] {
  const { catalogue, mayAny, words } = desk
  const said = words('deskClasses')
  const as = kind === 'new' ? [{ value: '', label: said.asClass }] : []
  const second = [{ value: '', label: said.nobody }, ...optionsOf(desk, catalogue.trainers)]
  const more: FieldSpec[] = [
    ...(mayAny('calendar:change')
      ? [{ name: 'secondTrainerId', kind: 'select' as const, isNullable: true as const, options: second }]
      : []),
    { name: 'durationMinutes', kind: 'number' },
    {
      name: 'locationId',
      kind: 'select',
      isNullable: true,
      options: [...as, ...optionsOf(desk, catalogue.locations)],
    },
    { name: 'capacity', kind: 'number' },
    { name: 'minAttendance', kind: 'number' },
    { name: 'resourceIds', kind: 'checks', options: optionsOf(desk, catalogue.resources) },
  ]
  return more.filter(({ kind: sort, options = [] }) => sort !== 'checks' || options.length > 0)
}

const asClass = new Set(['durationMinutes', 'capacity', 'minAttendance'])

/** What is there is not left to the class any more. */
export const withoutClassHints = (fields: FieldView[]): FieldView[] =>
  fields.map((view) => (asClass.has(view.name) ? { ...view, hint: '' } : view))

/** As the form shows weekdays: by what they are called in it. */
export const keptOf = <Row extends { weekdays: number[] }>(row: Row): Kept => ({
  ...row,
  weekdays: row.weekdays.map(String),
})

/** What was typed as the verbs take it. */
export const asInput = (read: Kept): Record<string, unknown> => ({
  ...read,
  ...(Array.isArray(read['weekdays']) ? { weekdays: read['weekdays'].map(Number) } : {}),
})
