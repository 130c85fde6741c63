import { requireStaff } from '../../../../tenants/access/require-staff.ts'
import { AppError } from '../../../../tenants/errors.ts'
import { changeLocation } from '../../../../tenants/studio/change-location.ts'
import { createLocation } from '../../../../tenants/studio/create-location.ts'
import { deleteLocation } from '../../../../tenants/studio/delete-location.ts'
import { listLocationUses } from '../../../../tenants/studio/list-location-uses.ts'
import { listLocations } from '../../../../tenants/studio/list-locations.ts'
import { listResources } from '../../../../tenants/studio/list-resources.ts'
import type { LocationInput } from '../../../../tenants/studio/location-input.ts'
import { previewLocationChange } from '../../../../tenants/studio/preview-location-change.ts'
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
import { seenText, stillSeen } from '../seen-form.server.ts'
import { donePath } from '../toast.server.ts'

const HOME = '/admin/places'

const specs: FieldSpec[] = [
  { name: 'name', kind: 'localized', isRequired: true, maxLength: 120 },
  { name: 'address', kind: 'localized', isRequired: true, maxLength: 300 },
  {
    name: 'timeZone',
    kind: 'select',
    // When the form is shown: listing them takes longer than anything else that the site does to start.
    get options() {
      return listZones()
    },
  },
  { name: 'holidayRegion', kind: 'text', isNullable: true, maxLength: 6 },
  { name: 'mapUrl', kind: 'text', isNullable: true, maxLength: 500 },
]

function listZones() {
  return Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))
}

async function readPlace({ ctx, params }: Desk) {
  const place = (await listLocations(ctx)).find(({ id }) => id === params['place'])
  if (!place) throw new AppError('not_found', 'There is no such place.')
  return place
}

/** The studio's places, each with its rooms and equipment. */
export async function placesPage(desk: Desk) {
  const { ctx, mayAny, say, text, words } = desk
  requireStaff(ctx, 'services:view')
  const labels = words('setupPlaces')
  const [places, resources] = await Promise.all([listLocations(ctx), listResources(ctx)])
  return {
    pageTitle: titleOf(desk, labels.title),
    places: places.map((place, index) => ({
      id: place.id,
      name: text(place.name),
      address: text(place.address),
      zone: place.timeZone.replaceAll('_', ' '),
      isMain: index === 0,
      href: `${HOME}/${place.id}`,
      newHref: `${HOME}/resources/new?place=${place.id}`,
      resources: resources
        .filter(({ locationId }) => locationId === place.id)
        .map((resource) => ({
          id: resource.id,
          name: text(resource.name),
          href: `${HOME}/resources/${resource.id}`,
          text: [
            labels.kinds[resource.kind],
            resource.units > 1 ? say('say.unitCount', { count: resource.units }) : '',
            resource.pool,
          ]
            .filter(Boolean)
            .join(' · '),
          isArchived: resource.status === 'archived',
        })),
    })),
    mayChange: mayAny('settings:change'),
    mayChangeRooms: mayAny('services:change'),
    words: labels,
  }
}

/** The form of a place, new or there already. */
export async function placePage(desk: Desk) {
  const { ctx, mayAny, params, text, words } = desk
  const isNew = params['place'] === undefined
  requireStaff(ctx, isNew ? 'settings:change' : 'settings:view')
  const labels = words('setupPlaces')
  const place = isNew ? undefined : await readPlace(desk)
  const title = place ? text(place.name) : labels.newTitle
  const values = valuesOf(desk, specs, place ?? { timeZone: desk.timeZone })
  return {
    pageTitle: titleOf(desk, title),
    title,
    isNew,
    edition: place ? seenText(place.edition, values) : '',
    mayChange: mayAny('settings:change'),
    fields: fieldViews(desk, specs, labels.fields),
    languages: languagesOf(desk),
    values,
    uses: place ? await usesOf(desk, place.id) : [],
    words: { ...labels, units: words('admin').forms.units, save: words('admin').desk.save },
  }
}

export type PlacePage = Awaited<ReturnType<typeof placePage>>

/** What keeps a place from being deleted, in words. */
async function usesOf({ ctx, say }: Desk, locationId: string): Promise<string[]> {
  const uses = await listLocationUses(ctx, { locationId })
  return [
    uses.trainers > 0 ? say('say.useTrainers', { count: uses.trainers }) : '',
    uses.services > 0 ? say('say.useServices', { count: uses.services }) : '',
    uses.resources > 0 ? say('say.useResources', { count: uses.resources }) : '',
    uses.hours > 0 ? say('say.useHours', { count: uses.hours }) : '',
    uses.classes > 0 ? say('say.useClasses', { count: uses.classes }) : '',
    uses.bookings > 0 ? say('say.useBookings', { count: uses.bookings }) : '',
  ].filter(Boolean)
}

/** What another zone would do, as it is asked before it is saved. */
export type ZoneQuestion = { title: string; lines: string[]; examples: string[]; timeZone: string }

export type PlaceAnswer = FormAnswer | { question: ZoneQuestion; values: Record<string, string> }

/** Adds a place, changes it, or deletes it; another zone only after it was shown what that does. */
export async function placeAnswer(desk: Desk): Promise<PlaceAnswer> {
  const { ctx, params, request, words } = desk
  requireStaff(desk.ctx, 'settings:change')
  const form = await readForm(request)
  const labels = words('setupPlaces')
  const id = params['place']
  if (id !== undefined && form.text('intent') === 'delete') {
    return mend<FormAnswer>(desk, { errors: labels.errors }, async (): Promise<CarriedOut> => {
      await deleteLocation(ctx, { locationId: id })
      return { location: donePath(HOME, 'deleted') }
    })
  }
  const before = id === undefined ? undefined : await readPlace(desk)
  const values = typedIn(form, valuesOf(desk, specs, before ?? {}))
  // Of another sort than the verb takes, it says so.
  const input = readFields(desk, specs, values, before) as LocationInput
  const seen = seenIn(form)
  const isOtherZone = before !== undefined && before.timeZone !== input.timeZone
  if (isOtherZone && form.text('zoneSeen') !== input.timeZone) {
    const question = await mend(desk, { errors: errorsOf(desk, specs, labels.errors), values }, () =>
      askAboutZone(desk, before.id, input.timeZone),
    )
    return 'lines' in question ? { question, values: { ...values, ...stillSeen(seen) } } : question
  }
  return mendEdited(
    desk,
    {
      errors: errorsOf(desk, specs, labels.errors),
      values,
      seen,
      subjectId: id ?? '',
      readCurrent: async () => {
        const now = await readPlace(desk)
        return { edition: now.edition, values: valuesOf(desk, specs, now) }
      },
      labels: labelsOf(desk, specs, labels.fields),
      show: showOf(desk, specs),
    },
    async () => {
      if (!before) {
        const { length } = desk.catalogue.locations
        const made = await createLocation(ctx, { ...input, position: length })
        return { location: donePath(`${HOME}/${made.id}`, 'made') }
      }
      await changeLocation(ctx, { locationId: before.id, ...input, edition: seen.edition })
      return { location: donePath(`${HOME}/${before.id}`, 'saved') }
    },
  )
}

// oxlint-disable-next-line max-params
async function askAboutZone(desk: Desk, locationId: string, timeZone: string): Promise<ZoneQuestion> {
  const { ctx, format, say } = desk
  const preview = await previewLocationChange(ctx, { locationId, timeZone })
  const { bookings, sessions, weeklyRules, classSeries } = preview
  return {
    timeZone,
    title: say('say.zoneQuestion', {
      from: preview.fromTimeZone.replaceAll('_', ' '),
      to: timeZone.replaceAll('_', ' '),
    }),
    lines: [
      say('say.zoneBookings', { count: bookings.shown, all: bookings.all }),
      sessions.all > 0 ? say('say.zoneSessions', { count: sessions.shown, all: sessions.all }) : '',
      weeklyRules > 0 ? say('say.zoneHours', { count: weeklyRules }) : '',
      classSeries > 0 ? say('say.zoneSeries', { count: classSeries }) : '',
    ].filter(Boolean),
    examples: preview.examples.map((at) =>
      say('say.zoneExample', {
        before: format.whenLong(at, preview.fromTimeZone),
        after: format.whenLong(at, timeZone),
      }),
    ),
  }
}
