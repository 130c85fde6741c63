import { requireStaff } from '../../../../tenants/access/require-staff.ts'
import { AppError } from '../../../../tenants/errors.ts'
import { archiveResource } from '../../../../tenants/studio/archive-resource.ts'
import { changeResource } from '../../../../tenants/studio/change-resource.ts'
import { createResource } from '../../../../tenants/studio/create-resource.ts'
import { getResource } from '../../../../tenants/studio/get-resource.ts'
import { listLocations } from '../../../../tenants/studio/list-locations.ts'
import { listResources } from '../../../../tenants/studio/list-resources.ts'
import type { ResourceInput } from '../../../../tenants/studio/resource-input.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { CarriedOut, FormAnswer } from '../../../lib/form-answer.server.ts'
import { readForm } from '../../../lib/read-form.server.ts'
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
import { mend } from '../mend.server.ts'
import { titleOf } from '../page-title.server.ts'
import { seenText } from '../seen-form.server.ts'
import { donePath } from '../toast.server.ts'

const HOME = '/admin/places'

function specsOf({ words }: Desk): FieldSpec[] {
  const { kinds, kindTexts } = words('setupPlaces')
  return [
    {
      name: 'kind',
      kind: 'choice',
      options: (['room', 'equipment'] as const).map((kind) => ({
        value: kind,
        label: kinds[kind],
        text: kindTexts[kind],
      })),
    },
    { name: 'name', kind: 'localized', isRequired: true, maxLength: 120 },
    { name: 'units', kind: 'number', isRequired: true },
    { name: 'pool', kind: 'text', isRequired: true, maxLength: 64 },
    { name: 'bufferBeforeMinutes', kind: 'duration' },
    { name: 'bufferAfterMinutes', kind: 'duration' },
  ]
}

const newResource = { kind: 'room', units: 1, bufferBeforeMinutes: 0, bufferAfterMinutes: 0 }

/** The one that an address is about. Throws AppError `not_found`. */
const readResource = ({ ctx, params }: Desk) => getResource(ctx, { resourceId: params['resource'] ?? '' })

/** The form of a room or of equipment, new or there already. */
export async function resourcePage(desk: Desk) {
  const { ctx, mayAny, params, text, url, words } = desk
  const isNew = params['resource'] === undefined
  requireStaff(ctx, isNew ? 'services:change' : 'services:view')
  const labels = words('setupPlaces')
  const resource = isNew ? undefined : await readResource(desk)
  const [places, all] = await Promise.all([listLocations(ctx), listResources(ctx)])
  const placeId = resource?.locationId ?? url.searchParams.get('place') ?? places[0]?.id
  const place = places.find(({ id }) => id === placeId)
  if (!place) throw new AppError('not_found', 'There is no such place.')
  const title = resource ? text(resource.name) : labels.newResource
  const specs = specsOf(desk)
  const values = valuesOf(desk, specs, resource ?? newResource)
  return {
    pageTitle: titleOf(desk, title),
    title,
    placeId: place.id,
    intro: text(place.name),
    isNew,
    isArchived: resource?.status === 'archived',
    edition: resource ? seenText(resource.edition, values) : '',
    mayChange: mayAny('services:change'),
    fields: fieldViews(desk, specs, labels.resourceFields),
    pools: [...new Set(all.map(({ pool }) => pool))],
    languages: languagesOf(desk),
    values,
    words: { ...labels, units: words('admin').forms.units, save: words('admin').desk.save },
  }
}

export type ResourcePage = Awaited<ReturnType<typeof resourcePage>>

/** Adds a room or equipment, changes it, takes it out of use or back. */
export async function resourceAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, params, request, words } = desk
  requireStaff(desk.ctx, 'services:change')
  const form = await readForm(request)
  const labels = words('setupPlaces')
  const intent = form.text('intent')
  const resource = params['resource'] === undefined ? undefined : await readResource(desk)
  if (resource && (intent === 'archive' || intent === 'restore')) {
    return mend<FormAnswer>(desk, { errors: labels.errors }, async (): Promise<CarriedOut> => {
      if (intent === 'archive') await archiveResource(ctx, { resourceId: resource.id })
      else await changeResource(ctx, { resourceId: resource.id, status: 'active' })
      return { location: donePath(HOME, intent === 'archive' ? 'archived' : 'restored') }
    })
  }
  const specs = specsOf(desk)
  const values = typedIn(form, valuesOf(desk, specs, {}))
  const seen = seenIn(form)
  // Of another sort than the verb takes, it says so.
  const input = readFields(desk, specs, values, resource) as Omit<ResourceInput, 'locationId'>
  return mendEdited(
    desk,
    {
      errors: errorsOf(desk, specs, labels.errors),
      values,
      seen,
      subjectId: resource?.id ?? '',
      readCurrent: async () => {
        const now = await readResource(desk)
        return { edition: now.edition, values: valuesOf(desk, specs, now) }
      },
      labels: labelsOf(desk, specs, labels.resourceFields),
      show: showOf(desk, specs),
    },
    async () => {
      if (resource) await changeResource(ctx, { resourceId: resource.id, ...input, edition: seen.edition })
      else await createResource(ctx, { ...input, locationId: form.text('place') })
      return { location: donePath(HOME, resource ? 'saved' : 'made') }
    },
  )
}
