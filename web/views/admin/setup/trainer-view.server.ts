import { requireStaff } from '../../../../tenants/access/require-staff.ts'
import { archiveTrainer } from '../../../../tenants/studio/archive-trainer.ts'
import { changeTrainer } from '../../../../tenants/studio/change-trainer.ts'
import { createTrainer } from '../../../../tenants/studio/create-trainer.ts'
import { getTrainerDetails } from '../../../../tenants/studio/get-trainer-details.ts'
import { listServiceDetails } from '../../../../tenants/studio/list-service-details.ts'
import type { TrainerDetails } from '../../../../tenants/studio/list-trainer-details.ts'
import type { TrainerInput } from '../../../../tenants/studio/trainer-input.ts'
import { listStaff } from '../../../../tenants/staff/list-staff.ts'
import { reassignBookings } from '../../../../tenants/staff/reassign-bookings.ts'
import type { Choice } from '../../../components/admin/choice-list.tsx'
import type { Desk } from '../../../lib/desk.server.ts'
import type { CarriedOut, FormAnswer } from '../../../lib/form-answer.server.ts'
import { withQuery } from '../../../lib/portal-paths.ts'
import { readForm } from '../../../lib/read-form.server.ts'
import { doneInSteps } from '../done-in-steps.server.ts'
import { mendEdited } from '../edited.server.ts'
import {
  errorsOf,
  fieldViews,
  labelsOf,
  readFields,
  showOf,
  valuesOf,
  type FieldSpec,
} from '../form-spec.server.ts'
import { languagesOf, seenIn, typedIn } from '../form-values.server.ts'
import { handOverView } from '../hand-over.server.ts'
import { mend } from '../mend.server.ts'
import { titleOf } from '../page-title.server.ts'
import { photoPart } from '../photo-view.server.ts'
import { seenText } from '../seen-form.server.ts'
import { donePath } from '../toast.server.ts'

const HOME = '/admin/trainers'

async function readSpecs(desk: Desk): Promise<FieldSpec[]> {
  const { catalogue, text } = desk
  const services = await listServiceDetails(desk.ctx)
  const toChoice = ({ id, name }: { id: string; name: TrainerDetails['name'] }): Choice => ({
    value: id,
    label: text(name),
  })
  return [
    { name: 'name', kind: 'localized', isRequired: true, maxLength: 80 },
    { name: 'speciality', kind: 'localized', maxLength: 120 },
    { name: 'bio', kind: 'localizedLong', maxLength: 2_000 },
    {
      name: 'serviceIds',
      kind: 'checks',
      options: services.filter(({ status }) => status === 'active').map(toChoice),
    },
    { name: 'locationId', kind: 'select', options: catalogue.locations.map(toChoice) },
    { name: 'isBookable', kind: 'check' },
    { name: 'slug', kind: 'text', maxLength: 64 },
  ]
}

const newTrainer = ({ catalogue }: Desk) => ({
  locationId: catalogue.locations[0]?.id ?? '',
  isBookable: true,
  serviceIds: catalogue.services.map(({ id }) => id),
})

const readTrainer = ({ ctx, params }: Desk) => getTrainerDetails(ctx, params['trainer'] ?? '')

/** The form of a trainer, new or there already. */
export async function trainerPage(desk: Desk) {
  const { ctx, params, mayAny, text, words } = desk
  const isNew = params['trainer'] === undefined
  requireStaff(ctx, isNew ? 'services:change' : 'services:view')
  const labels = words('setupTrainers')
  const [trainer, specs] = await Promise.all([isNew ? undefined : readTrainer(desk), readSpecs(desk)])
  const title = trainer ? text(trainer.name) : labels.newTitle
  const values = valuesOf(desk, specs, trainer ?? newTrainer(desk))
  return {
    pageTitle: titleOf(desk, title),
    title,
    isNew,
    edition: trainer ? seenText(trainer.edition, values) : '',
    isArchived: trainer?.status === 'archived',
    mayChange: mayAny('services:change'),
    href: trainer ? `${HOME}/${trainer.id}` : '',
    siteHref: trainer?.isBookable ? `/#trainers` : '',
    hoursHref:
      trainer?.isBookable && desk.may('availability:view')
        ? withQuery('/admin/hours', { trainer: trainer.id })
        : '',
    photo: trainer ? photoPart(desk, 'trainer', trainer) : null,
    login: trainer && mayAny('staff:view') ? await loginOf(desk, trainer) : null,
    fields: fieldViews(desk, specs, labels.fields),
    languages: languagesOf(desk),
    values,
    words: { ...labels, units: words('admin').forms.units, save: words('admin').desk.save },
  }
}

export type TrainerPage = Awaited<ReturnType<typeof trainerPage>>

/** Who signs in as this trainer; nobody yet: where they are asked to. */
async function loginOf({ ctx, text, mayAny }: Desk, { id, name }: TrainerDetails) {
  const member = (await listStaff(ctx)).find(({ trainerId }) => trainerId === id)
  if (member) return { name: member.name, href: `/admin/staff/${member.userId}`, isThere: true }
  if (!mayAny('staff:change')) return null
  const query = { trainer: id, name: text(name), role: 'trainer' }
  return { name: '', href: withQuery('/admin/staff/invite', query), isThere: false }
}

/** Adds a trainer, changes them, or brings them back. */
export async function trainerAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, params, request, words } = desk
  requireStaff(desk.ctx, 'services:change')
  const form = await readForm(request)
  const labels = words('setupTrainers')
  const id = params['trainer']
  if (id !== undefined && form.text('intent') === 'restore') {
    return mend<FormAnswer>(desk, { errors: labels.errors }, async (): Promise<CarriedOut> => {
      await changeTrainer(ctx, { trainerId: id, status: 'active', isBookable: true })
      return { location: donePath(`${HOME}/${id}`, 'restored') }
    })
  }
  const [before, specs] = await Promise.all([
    id === undefined ? undefined : readTrainer(desk),
    readSpecs(desk),
  ])
  const values = typedIn(form, valuesOf(desk, specs, before ?? newTrainer(desk)))
  const typed = readFields(desk, specs, values, before)
  const seen = seenIn(form)
  // Those that are off sale are not on the form, and stay.
  const shown = new Set(specs.find(({ name }) => name === 'serviceIds')?.options?.map(({ value }) => value))
  const hidden = (before?.serviceIds ?? []).filter((serviceId) => !shown.has(serviceId))
  // Of another sort than the verb takes, it says so.
  const input = typed as TrainerInput
  const serviceIds = [...(input.serviceIds ?? []), ...hidden]
  return mendEdited(
    desk,
    {
      errors: errorsOf(desk, specs, labels.errors),
      values,
      seen,
      subjectId: before?.id ?? '',
      readCurrent: async () => {
        const now = await readTrainer(desk)
        return { edition: now.edition, values: valuesOf(desk, specs, now) }
      },
      labels: labelsOf(desk, specs, labels.fields),
      show: showOf(desk, specs),
    },
    async () => {
      if (!before) {
        const made = await createTrainer(ctx, { ...input, serviceIds })
        return { location: doneInSteps(desk, `${HOME}/${made.id}`, 'made') }
      }
      const { isBookable, ...profile } = input
      // It takes a right of its own, so it is only named where it becomes another.
      const bookable = isBookable === before.isBookable ? {} : { isBookable }
      await changeTrainer(ctx, {
        trainerId: before.id,
        ...profile,
        ...bookable,
        serviceIds,
        edition: seen.edition,
      })
      return { location: donePath(`${HOME}/${before.id}`, 'saved') }
    },
  )
}

/** Asks whether a trainer shall be archived, and what becomes of what they have to give still. */
export async function archivePage(desk: Desk) {
  const { ctx, say, text, words } = desk
  requireStaff(ctx, 'services:change')
  const { id, name, status } = await readTrainer(desk)
  const called = text(name)
  const title = say('say.archiveQuestion', { name: called })
  return {
    pageTitle: titleOf(desk, title),
    title,
    name: called,
    href: `${HOME}/${id}`,
    isArchived: status === 'archived',
    ...(await handOverView(desk, id, called)),
    words: words('setupTrainers'),
  }
}

/** Hands over what there is to another trainer, where one was chosen, and archives who has nothing left. */
export async function archiveAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, request, words } = desk
  requireStaff(desk.ctx, 'services:change')
  const form = await readForm(request)
  const { id } = await readTrainer(desk)
  const to = form.text('to')
  return mend<FormAnswer>(desk, { errors: words('setupTrainers').errors }, async (): Promise<CarriedOut> => {
    if (to) await reassignBookings(ctx, { fromTrainerId: id, toTrainerId: to })
    await archiveTrainer(ctx, { trainerId: id })
    return { location: donePath(HOME, 'archived') }
  })
}
