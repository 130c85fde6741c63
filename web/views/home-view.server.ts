import { listNextSlots, type NextSlot } from '../../tenants/availability/list-next-slots.ts'
import { addDays, localDateAt } from '../../tenants/availability/local-time.ts'
import type { SiteSection, Studio, Trainer } from '../../tenants/studio/get-catalogue.ts'
import { getLocation } from '../../tenants/studio/get-location.ts'
import { getService } from '../../tenants/studio/get-service.ts'
import { ANY_TRAINER, classesPath, startPath, timesPath } from '../lib/portal-paths.ts'
import type { Portal } from '../lib/portal.server.ts'
import { groupByDay } from './group-by-day.server.ts'
import { openingHours } from './opening-hours.server.ts'
import { findPicture } from './picture-view.server.ts'
import { placeView } from './place-view.server.ts'
import { serviceCard } from './service-card.server.ts'
import { classesOf, listAhead, sessionCard } from './timetable-view.server.ts'
import { trainerCard } from './trainer-card.server.ts'

const DAYS_AHEAD = 14
const DAYS_SHOWN = 2
const TIMES_PER_DAY = 5
const CLASS_DAYS = 7
const CLASSES_SHOWN = 4

/** Everything the home page shows: one round trip for the free times and one for the classes, beyond the catalogue. */
export async function homeView(portal: Portal) {
  const { ctx, catalogue, studio, text, path } = portal
  const { site } = studio
  const [slots, classes] = await Promise.all([listNextSlots(ctx, { days: DAYS_AHEAD }), nextClasses(portal)])
  const hasTimes = catalogue.services.some(({ kind }) => kind === 'appointment')
  const place = placeView(portal, getLocation(catalogue))
  return {
    name: text(studio.studioName),
    tagline: text(studio.tagline),
    promise: text(site.heroTitle ?? {}) || text(studio.tagline),
    heroPhoto: showsPhoto(studio) ? findPicture(portal, site.heroPhotoId) : null,
    sections: site.sections ?? ALL_SECTIONS,
    hoursNote: text(site.hoursNote ?? {}),
    about: text(studio.about),
    policy: text(studio.policy),
    bookHref: path(hasTimes ? '/book' : classesPath()),
    place,
    days: hasTimes ? nextDays(portal, slots, place.timeZone) : null,
    classes,
    classesHref: path(classesPath()),
    services: catalogue.services.map((service) => serviceCard(portal, service)),
    trainers: catalogue.trainers.map((trainer) => {
      const next = slots.find(({ trainerIds }) => trainerIds.includes(trainer.id))
      return {
        ...trainerCard(portal, trainer),
        bio: text(trainer.bio),
        /** Classes are found in the timetable. */
        hasTimes: takesBookings(portal, trainer),
        next: next ? toNextTime(portal, next, trainer.slug) : null,
      }
    }),
    hours: openingHours(portal, place.timeZone),
    words: portal.words('home'),
  }
}

const ALL_SECTIONS: readonly SiteSection[] = ['times', 'classes', 'services', 'trainers', 'about', 'visit']

/** Two of the ways to begin have room for one. */
const showsPhoto = ({ theme }: Studio): boolean => theme.hero === 'photo' || theme.hero === 'split'

export type HomeView = Awaited<ReturnType<typeof homeView>>

/** The first days that have room, with a few times each. */
function nextDays(portal: Portal, slots: NextSlot[], timeZone: string) {
  return [...groupByDay(slots, timeZone)].slice(0, DAYS_SHOWN).map(([on, ofDay]) => {
    const [first] = ofDay
    return {
      label: portal.format.dayNear(on, timeZone),
      times: pickTimes(
        ofDay,
        portal.catalogue.services.filter(({ kind }) => kind === 'appointment'),
      ).map((slot) => toNextTime(portal, slot)),
      allHref: first ? portal.path(timesPath(slugOf(portal, first), ANY_TRAINER, on)) : portal.path('/book'),
    }
  })
}

const takesBookings = ({ catalogue }: Portal, { serviceIds }: Trainer): boolean =>
  catalogue.services.some(({ id, kind }) => kind === 'appointment' && serviceIds.includes(id))

/** The first classes of the coming week that take place. */
async function nextClasses(portal: Portal) {
  const { ctx, catalogue } = portal
  if (classesOf(catalogue).length === 0) return []
  const fromOn = localDateAt(getLocation(catalogue).timeZone, ctx.now())
  const sessions = await listAhead(portal, { fromOn, toOn: addDays(fromOn, CLASS_DAYS) })
  return sessions
    .filter(({ status }) => status !== 'cancelled')
    .slice(0, CLASSES_SHOWN)
    .map((session) => sessionCard(portal, session))
}

/** Of every service a fair share of times, spread over the day, the studio's first services first; no time twice. */
function pickTimes(slots: NextSlot[], services: { id: string }[]): NextSlot[] {
  const picked: NextSlot[] = []
  for (const [index, { id }] of services.entries()) {
    const share = Math.ceil((TIMES_PER_DAY - picked.length) / (services.length - index))
    const open = slots.filter(
      ({ serviceId, startsAt }) => serviceId === id && picked.every((slot) => slot.startsAt !== startsAt),
    )
    picked.push(...sample(open, share))
  }
  return picked.toSorted((a, b) => a.startsAt - b.startsAt)
}

function toNextTime(portal: Portal, slot: NextSlot, trainerSlug?: string) {
  const { catalogue, format, text, say, path } = portal
  const service = text(getService(catalogue, slot.serviceId).name)
  const names = catalogue.trainers
    .filter(({ id }) => slot.trainerIds.includes(id))
    .map(({ name }) => text(name))
  const { timeZone } = getLocation(catalogue)
  const when = format.whenNear(slot.startsAt, timeZone)
  return {
    href: path(startPath(slugOf(portal, slot), trainerSlug ?? ANY_TRAINER, slot.startsAt)),
    time: format.time(slot.startsAt, timeZone),
    when,
    service,
    trainer: names.length === 1 ? (names[0] ?? '') : '',
    label: say('say.bookAria', { service, when }),
  }
}

const slugOf = ({ catalogue }: Portal, { serviceId }: NextSlot): string =>
  getService(catalogue, serviceId).slug

/** At most `count` of a list: the first, the last, and what lies evenly between. */
export function sample<Item>(items: readonly Item[], count: number): Item[] {
  if (items.length <= count) return [...items]
  if (count === 1) return items.slice(0, 1)
  const step = (items.length - 1) / (count - 1)
  return Array.from({ length: count }, (_, index) => items[Math.round(index * step)]).filter(
    (item) => item !== undefined,
  )
}
