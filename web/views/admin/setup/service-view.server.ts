import { requireStaff } from '../../../../tenants/access/require-staff.ts'
import { archiveService } from '../../../../tenants/studio/archive-service.ts'
import { changeService } from '../../../../tenants/studio/change-service.ts'
import { createService } from '../../../../tenants/studio/create-service.ts'
import { getServiceDetails } from '../../../../tenants/studio/get-service-details.ts'
import { listServiceDetails } from '../../../../tenants/studio/list-service-details.ts'
import { newServiceDefaults, type ServiceKind } from '../../../../tenants/studio/service-choices.ts'
import type { ServiceDetails } from '../../../../tenants/studio/service-details.ts'
import type { ServiceInput } from '../../../../tenants/studio/service-input.ts'
import type { Sentence } from '../../../components/admin/live-sentence.tsx'
import type { Desk } from '../../../lib/desk.server.ts'
import type { CarriedOut, FormAnswer } from '../../../lib/form-answer.server.ts'
import { withQuery } from '../../../lib/portal-paths.ts'
import { readForm } from '../../../lib/read-form.server.ts'
import { doneInSteps, isStep, stepPath } from '../done-in-steps.server.ts'
import { mendEdited } from '../edited.server.ts'
import {
  errorsOf,
  fieldOf,
  fieldViews,
  labelsOf,
  readFields,
  showOf,
  valuesOf,
  type FieldSpec,
  type Kept,
} from '../form-spec.server.ts'
import { languagesOf, seenIn, typedIn, type Values } from '../form-values.server.ts'
import { mend } from '../mend.server.ts'
import { titleOf } from '../page-title.server.ts'
import { photoPart } from '../photo-view.server.ts'
import { seenText } from '../seen-form.server.ts'
import { donePath } from '../toast.server.ts'
import { serviceGroups } from './service-fields.server.ts'
import {
  partErrors,
  partOf,
  partValues,
  readListed,
  readParts,
  type ServiceParts,
} from './service-parts.server.ts'
import { serviceSentences } from './service-sentence.server.ts'

const HOME = '/admin/services'

const specsOf = (desk: Desk, kind: ServiceKind): FieldSpec[] =>
  serviceGroups(desk, kind).flatMap(({ fields }) => fields)

/** A service as its form begins: as it is, as another one is, or as most are. */
async function readStart(desk: Desk): Promise<{ service?: ServiceDetails; kept: Kept; kind: ServiceKind }> {
  const { ctx, params, url, studio } = desk
  const id = params['service']
  if (id !== undefined) {
    const service = await getServiceDetails(ctx, id)
    return { service, kept: service, kind: service.kind }
  }
  const like = url.searchParams.get('like')
  if (like) {
    const { slug: _slug, ...other } = await getServiceDetails(ctx, like)
    return { kept: other, kind: other.kind }
  }
  const kind = url.searchParams.get('kind') === 'class' ? 'class' : 'appointment'
  // Everybody gives it, until somebody says who does not.
  const trainers = desk.catalogue.trainers.map(({ id: trainerId }) => {
    return { trainerId, price: null, durationMinutes: null }
  })
  return { kept: { ...newServiceDefaults(kind, studio.currency), trainers }, kind }
}

const listed = (kept: Kept) => ({
  trainers: [],
  uses: [],
  // As a service has them, or none of them.
  ...(kept as Partial<Pick<ServiceDetails, 'trainers' | 'uses'>>),
})

const formValues = (desk: Desk, parts: ServiceParts, { kept, kind }: { kept: Kept; kind: ServiceKind }) => ({
  ...valuesOf(desk, specsOf(desk, kind), kept),
  ...partValues(desk, parts, listed(kept)),
})

/** The form of a service, new or there already. */
export async function servicePage(desk: Desk) {
  const { ctx, mayAny, text, words } = desk
  const labels = words('setupServices')
  requireStaff(ctx, desk.params['service'] === undefined ? 'services:change' : 'services:view')
  const [start, parts] = await Promise.all([readStart(desk), readParts(desk)])
  const { service, kind } = start
  const title = service ? text(service.name) : kind === 'class' ? labels.newClass : labels.newTitle
  const values = formValues(desk, parts, start)
  return {
    pageTitle: titleOf(desk, title),
    title,
    kind,
    edition: service ? seenText(service.edition, values) : '',
    isNew: service === undefined,
    kindHrefs: kindHrefs(desk),
    isArchived: service?.status === 'archived',
    mayChange: mayAny('services:change'),
    likeHref: service ? withQuery(`${HOME}/new`, { like: service.id }) : '',
    siteHref: service && kind === 'appointment' ? `/book/${service.slug}` : '',
    groups: serviceGroups(desk, kind).map(({ key, isFolded = false, fields }) => ({
      key,
      isFolded,
      ...labels.groups[key],
      fields: fieldViews(desk, fields, labels.fields),
    })),
    photo: service ? photoPart(desk, 'service', service) : null,
    parts,
    currency: desk.studio.currency,
    languages: languagesOf(desk),
    values,
    sentences: sentencesOf(desk, kind, values),
    words: { ...labels, units: words('admin').forms.units, save: words('admin').desk.save },
  }
}

const kindHrefs = (desk: Desk) => {
  const hrefOf = (kind: ServiceKind) => {
    const path = withQuery(`${HOME}/new`, { kind })
    return isStep(desk) ? stepPath(path) : path
  }
  return { appointment: hrefOf('appointment'), class: hrefOf('class') }
}

export type ServicePage = Awaited<ReturnType<typeof servicePage>>

// oxlint-disable-next-line max-params
function sentencesOf(desk: Desk, kind: ServiceKind, values: Values): Sentence[] {
  // Of a form all is there that its fields make.
  const service = readFields(desk, specsOf(desk, kind), values) as Parameters<typeof serviceSentences>[1]
  return serviceSentences(desk, { ...service, kind }).map((text) => ({ text }))
}

/** What a form that is being filled in comes to. */
export async function serviceSentence(desk: Desk) {
  requireStaff(desk.ctx, 'services:view')
  const kind = desk.url.searchParams.get('kind') === 'class' ? 'class' : 'appointment'
  return { sentences: sentencesOf(desk, kind, Object.fromEntries(desk.url.searchParams)) }
}

/** Makes a service, changes it, takes it off sale or puts it back. */
export async function serviceAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, params, request } = desk
  requireStaff(desk.ctx, 'services:change')
  const form = await readForm(request)
  const intent = form.text('intent')
  const id = params['service']
  const { errors } = desk.words('setupServices')
  if (id !== undefined && (intent === 'archive' || intent === 'restore')) {
    return mend<FormAnswer>(desk, { errors }, async (): Promise<CarriedOut> => {
      if (intent === 'archive') await archiveService(ctx, { serviceId: id })
      else await changeService(ctx, { serviceId: id, status: 'active' })
      return {
        location: donePath(
          intent === 'archive' ? HOME : `${HOME}/${id}`,
          intent === 'archive' ? 'archived' : 'restored',
        ),
      }
    })
  }
  const [start, parts] = await Promise.all([readStart(desk), readParts(desk)])
  const { kept, kind, service } = start
  const specs = specsOf(desk, kind)
  const values = typedIn(form, formValues(desk, parts, start))
  const lists = readListed(desk, parts, values, service)
  const seen = seenIn(form)
  // Of another sort than the verb takes, it says so.
  const input = { ...readFields(desk, specs, values, service ? kept : {}), ...lists } as ServiceInput
  return mendEdited(
    desk,
    {
      errors: { ...errorsOf(desk, specs, errors), ...partErrors(desk, lists) },
      values,
      seen,
      subjectId: service?.id ?? '',
      readCurrent: async () => {
        const now = await getServiceDetails(ctx, id ?? '')
        return { edition: now.edition, values: formValues(desk, parts, { kept: now, kind }) }
      },
      labels: { ...labelsOf(desk, specs, desk.words('setupServices').fields), ...partLabels(desk, parts) },
      show: showOf(desk, specs),
      fieldOf: (path) => fieldOf(partOf(path, lists)),
    },
    async () => {
      if (!service) {
        const { length } = await listServiceDetails(ctx)
        const made = await createService(ctx, { ...withoutUnset(input), kind, position: length })
        return { location: doneInSteps(desk, `${HOME}/${made.id}`, 'made') }
      }
      await changeService(ctx, { serviceId: service.id, ...input, edition: seen.edition })
      return { location: donePath(`${HOME}/${service.id}`, 'saved') }
    },
  )
}

/** What was left empty is as it comes; what has to be there, the verb asks for. */
const withoutUnset = (input: ServiceInput): ServiceInput =>
  // Fields are missing, none is another.
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null)) as ServiceInput

const partLabels = ({ words }: Desk, { trainers, pools }: ServiceParts): Values => {
  const labels = words('setupServices')
  return Object.fromEntries([
    ...trainers.flatMap(({ id, name }) => [
      [`trainer.${id}`, name],
      [`trainer.${id}.price`, `${name}: ${labels.ownPrice}`],
      [`trainer.${id}.minutes`, `${name}: ${labels.ownMinutes}`],
    ]),
    ...pools.map(({ pool, names }) => [`use.${pool}`, names]),
  ])
}
