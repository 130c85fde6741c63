import { requireStaff } from '../../../../tenants/access/require-staff.ts'
import { listClientGroups } from '../../../../tenants/clients/list-client-groups.ts'
import { createLimit } from '../../../../tenants/limits/create-limit.ts'
import { deleteLimit } from '../../../../tenants/limits/delete-limit.ts'
import type { LimitInput } from '../../../../tenants/limits/limit-input.ts'
import { listLimits } from '../../../../tenants/limits/list-limits.ts'
import { listServiceDetails } from '../../../../tenants/studio/list-service-details.ts'
import { listTrainerDetails } from '../../../../tenants/studio/list-trainer-details.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { FormAnswer } from '../../../lib/form-answer.server.ts'
import { readForm } from '../../../lib/read-form.server.ts'
import { errorsOf, fieldViews, readFields, valuesOf, type FieldSpec } from '../form-spec.server.ts'
import { languagesOf, typedIn } from '../form-values.server.ts'
import { mend } from '../mend.server.ts'
import { titleOf } from '../page-title.server.ts'
import { donePath } from '../toast.server.ts'

const HOME = '/admin/settings/limits'

type Named = { id: string; name: Parameters<Desk['text']>[0] }

async function readKnown(desk: Desk) {
  const { ctx } = desk
  const [services, trainers, groups] = await Promise.all([
    listServiceDetails(ctx),
    listTrainerDetails(ctx),
    listClientGroups(ctx, 'settings:view'),
  ])
  return { services, trainers, groups }
}

type Known = Awaited<ReturnType<typeof readKnown>>

function specsOf(desk: Desk, { services, trainers, groups }: Known): FieldSpec[] {
  const { choices } = desk.words('setupLimits')
  const named = (all: readonly Named[]) => [
    { value: '', label: choices.each },
    ...all.map(({ id, name }) => ({ value: id, label: desk.text(name) })),
  ]
  const optionsOf = (labels: Record<string, string>) =>
    Object.entries(labels).map(([value, label]) => ({ value, label }))
  return [
    { name: 'subject', kind: 'choice', options: optionsOf(choices.subject) },
    { name: 'trainerId', kind: 'select', isNullable: true, options: named(trainers) },
    { name: 'serviceId', kind: 'select', isNullable: true, options: named(services) },
    { name: 'clientGroupId', kind: 'select', isNullable: true, options: named(groups) },
    { name: 'period', kind: 'select', options: optionsOf(choices.period) },
    { name: 'maxBookings', kind: 'number' },
    { name: 'maxMinutes', kind: 'duration' },
  ]
}

const newLimit = { subject: 'client', period: 'week' }

/** How much may be booked, and room for one more limit. */
export async function limitsPage(desk: Desk) {
  const { ctx, mayAny, words } = desk
  requireStaff(ctx, 'settings:view')
  const labels = words('setupLimits')
  const [limits, known] = await Promise.all([listLimits(ctx), readKnown(desk)])
  const specs = specsOf(desk, known)
  return {
    pageTitle: titleOf(desk, labels.title),
    limits: limits.map((limit) => ({ id: limit.id, ...limitLine(desk, limit, known) })),
    mayChange: mayAny('settings:change'),
    fields: fieldViews(desk, specs, labels.fields),
    languages: languagesOf(desk),
    values: valuesOf(desk, specs, newLimit),
    words: { ...labels, units: words('admin').forms.units },
  }
}

/** A limit in words: of whom, and how much. */
// oxlint-disable-next-line max-params
function limitLine(desk: Desk, limit: Awaited<ReturnType<typeof listLimits>>[number], known: Known) {
  const { format, say, text, words } = desk
  const { choices } = words('setupLimits')
  const nameOf = (all: readonly Named[], id: string | null) =>
    all.filter((one) => one.id === id).map(({ name }) => text(name))
  const only = [
    ...nameOf(known.trainers, limit.trainerId),
    ...nameOf(known.services, limit.serviceId),
    ...nameOf(known.groups, limit.clientGroupId),
  ]
  const most = [
    limit.maxBookings === null ? '' : say('say.limitBookings', { count: limit.maxBookings }),
    limit.maxMinutes === null ? '' : format.duration(limit.maxMinutes),
  ].filter(Boolean)
  const subject = choices.subject[limit.subject]
  return {
    who: only.length > 0 ? `${subject}: ${only.join(', ')}` : subject,
    most: `${most.join(', ')} · ${choices.period[limit.period]}`,
  }
}

/** Adds a limit, or takes one away. */
export async function limitsAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, request, words } = desk
  const form = await readForm(request)
  const specs = specsOf(desk, await readKnown(desk))
  const values = typedIn(form, valuesOf(desk, specs, newLimit))
  const errors = errorsOf(desk, specs, words('setupLimits').errors)
  return mend<FormAnswer>(desk, { errors, values }, async () => {
    if (form.text('intent') === 'delete') {
      await deleteLimit(ctx, { limitId: form.text('id') })
      return { location: donePath(HOME, 'deleted') }
    }
    // Of another sort than the verb takes, it says so.
    await createLimit(ctx, readFields(desk, specs, values) as LimitInput)
    return { location: donePath(HOME, 'made') }
  })
}
