import { requireReach } from '../../../tenants/access/require-staff.ts'
import { listAvailableSlots } from '../../../tenants/availability/list-available-slots.ts'
import { addDays, localDateAt, toLocalTime } from '../../../tenants/availability/local-time.ts'
import type { Service, Trainer } from '../../../tenants/studio/get-catalogue.ts'
import type { Desk } from '../../lib/desk.server.ts'
import { sentenceStart } from '../../lib/format.server.ts'
import { timesPath } from '../../lib/portal-paths.ts'
import { askedTrainer, hoursFrame, hoursPath } from './hours-trainer.server.ts'
import { whyNot } from './hours-why.server.ts'
import { titleOf } from './page-title.server.ts'

const DAYS = 14

/** The times that clients are offered, those they are not, and why not one of them; null in a studio without trainers. */
export async function hoursOfferedPage(desk: Desk) {
  const { catalogue, ctx, mayAny, may, text, url, words } = desk
  requireReach(ctx, 'availability:view')
  const said = words('hours')
  const pageTitle = titleOf(desk, said.tabs.offered)
  const trainer = askedTrainer(desk)
  if (!trainer) return { pageTitle, frame: null, words: said }
  const services = catalogue.services.filter(({ trainerIds }) => trainerIds.includes(trainer.id))
  const asked = url.searchParams.get('service')
  const service = services.find(({ id, slug }) => id === asked || slug === asked) ?? services[0]
  const zone = zoneOf(desk, trainer)
  const today = localDateAt(zone, ctx.now())
  return {
    pageTitle,
    frame: hoursFrame(desk, trainer),
    services: services.map(({ id, name }) => ({ value: id, label: text(name) })),
    serviceId: service?.id ?? '',
    days: service?.kind === 'appointment' ? await offeredDays(desk, { service, trainer, today }) : [],
    isClass: service?.kind === 'class',
    portalHref: service
      ? service.kind === 'class'
        ? '/classes'
        : timesPath(service.slug, trainer.slug)
      : null,
    asked: {
      on: url.searchParams.get('on') ?? today,
      at: url.searchParams.get('at') ?? '17:00',
      who: url.searchParams.get('who') === 'any' ? 'any' : 'one',
      client: url.searchParams.get('client') ?? '',
    },
    why: service ? await whyNot(desk, { service, trainer, zone }) : null,
    mayAskAny: mayAny('availability:view'),
    mayAskClient: may('bookings:view'),
    words: said,
  }
}

export type HoursOfferedPage = Awaited<ReturnType<typeof hoursOfferedPage>>

/** Of the place where the trainer works first. */
const zoneOf = ({ catalogue, timeZone }: Desk, { locationId }: Trainer): string =>
  catalogue.locations.find(({ id }) => id === locationId)?.timeZone ?? timeZone

type Offered = { service: Service; trainer: Trainer; today: string }

/** Each day with its times, and with those that other days have and it has not: each of these can be asked about. */
async function offeredDays({ ctx, format }: Desk, { service, trainer, today }: Offered) {
  const { slots, timeZone } = await listAvailableSlots(ctx, {
    serviceId: service.id,
    trainerId: trainer.id,
    fromOn: today,
    toOn: addDays(today, DAYS - 1),
  })
  const local = slots.map(({ startsAt }) => toLocalTime(timeZone, startsAt))
  const minutes = [...new Set(local.map(({ minuteOfDay }) => minuteOfDay))].toSorted((a, b) => a - b)
  return Array.from({ length: DAYS }, (_, after) => {
    const on = addDays(today, after)
    const offered = new Set(local.filter((one) => one.on === on).map(({ minuteOfDay }) => minuteOfDay))
    return {
      on,
      title: sentenceStart(format.dayNear(on, timeZone)),
      count: offered.size,
      times: minutes.map((minute) => {
        const at = clock(minute)
        return {
          time: format.minuteOfDay(minute),
          whyHref: offered.has(minute)
            ? null
            : `${hoursPath('offered', trainer.id, { service: service.id, on, at })}#why`,
        }
      }),
    }
  })
}

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
