import type { TenantDatabase } from '../../../db/tenant/open-tenant-database.ts'
import * as schema from '../../../db/tenant/schema/index.ts'
import type { PolicyRules } from '../../../db/tenant/schema/policies.ts'
import { slugOf } from '../../studio/make-slug.ts'
import { policyText } from './first-settings.ts'
import type { NewTenant, StudioStart } from './new-tenant.ts'
import { kindsOfStudio, type KindOfStudio, type KindService } from './studio-kinds.ts'

/** Every studio has a database of its own: its first rows may be called the same everywhere. */
export const firstTrainerId = 'trn_first'
const locationId = 'loc_first'
const policyId = 'pol_first'

type Given = { start: StudioStart; settings: NewTenant['settings']; now: number }

/**
 * Writes what makes a new studio bookable at once: a place, a trainer with hours, the services of its kind and a policy. In
 * one transaction; what is there already stays as it is, so that asking again changes nothing.
 */
export async function writeStart(
  { orm, write }: TenantDatabase,
  { start, settings, now }: Given,
): Promise<void> {
  const kind = kindsOfStudio[start.kind]
  const { trainer, location } = peopleAndPlaces({ start, settings, now })
  const services = kind.services.map((service, position) => toService(kind, { service, position, now }))
  const given = services.map(({ id }) => ({ serviceId: id, trainerId: firstTrainerId }))
  const policy = { id: policyId, name: 'Standard', position: 0, version: 1 }
  const version = {
    policyId,
    version: 1,
    rules: rulesOf(kind),
    text: policyText(kind.freeCancelHours),
    createdAt: now,
  }
  await write([
    orm.insert(schema.locations).values(location).onConflictDoNothing(),
    orm.insert(schema.trainers).values(trainer).onConflictDoNothing(),
    orm.insert(schema.services).values(services).onConflictDoNothing(),
    orm.insert(schema.serviceTrainers).values(given).onConflictDoNothing(),
    orm.insert(schema.availabilityRules).values(hoursOf(kind)).onConflictDoNothing(),
    orm.insert(schema.policies).values(policy).onConflictDoNothing(),
    orm.insert(schema.policyVersions).values(version).onConflictDoNothing(),
  ])
}

function peopleAndPlaces({ start, settings, now }: Given) {
  const { defaultLocale } = settings
  const name = { [defaultLocale]: start.trainerName }
  return {
    location: {
      id: locationId,
      name: settings.studioName,
      address: {},
      timeZone: start.timeZone,
      holidayRegion: start.timeZone === 'Europe/Sofia' ? 'BG' : null,
    },
    trainer: {
      id: firstTrainerId,
      slug: slugOf(start.trainerName) || 'trainer',
      name,
      speciality: kindsOfStudio[start.kind].name,
      bio: {},
      locationId,
      createdAt: now,
    },
  }
}

type Place = { service: KindService; position: number; now: number }

function toService(kind: KindOfStudio, { service, position, now }: Place) {
  const { capacity, ...about } = service
  return {
    ...about,
    id: `svc_${service.slug.replaceAll('-', '_')}`,
    position,
    intervalMinutes: 30,
    freeCancelMinutes: kind.freeCancelHours * 60,
    minNoticeMinutes: kind.minNoticeHours * 60,
    createdAt: now,
    ...(capacity === undefined ? {} : { kind: 'class' as const, capacity }),
  }
}

function hoursOf({ hours: { weekdays, windows } }: KindOfStudio) {
  return weekdays.flatMap((weekday) =>
    windows.map(([from, until], index) => ({
      id: `rul_first_${weekday}_${index}`,
      trainerId: firstTrainerId,
      weekday,
      startMinute: from * 60,
      endMinute: until * 60,
    })),
  )
}

/** Late or absent costs nothing until the studio says so. */
function rulesOf({ freeCancelHours }: KindOfStudio): PolicyRules {
  return {
    freeCancel: { minutesBefore: freeCancelHours * 60 },
    reschedule: null,
    maxReschedules: null,
    lateCancel: { kind: 'none' },
    noShow: { kind: 'none' },
    grace: null,
    quietHours: null,
    afterBookingMinutes: 0,
    isWaivedWhenRefilled: true,
    suspension: null,
  }
}
