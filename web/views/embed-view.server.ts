import { listNextSlots } from '../../tenants/availability/list-next-slots.ts'
import { AppError } from '../../tenants/errors.ts'
import { hasFeature } from '../../tenants/plans/require-feature.ts'
import { getLocation } from '../../tenants/studio/get-location.ts'
import { getService } from '../../tenants/studio/get-service.ts'
import { getTrainer } from '../../tenants/studio/get-trainer.ts'
import { ANY_TRAINER, servicePath, startPath } from '../lib/portal-paths.ts'
import type { Portal } from '../lib/portal.server.ts'
import { makePalette } from '../theme/palette.ts'
import { groupByDay } from './group-by-day.server.ts'

const DAYS_AHEAD = 14
const DAYS_SHOWN = 3
const TIMES_PER_DAY = 6

/**
 * The next free times, of one service or trainer or of all, for another website: nothing but what anybody may see, with
 * addresses that are whole. Throws AppError `not_found` for a service or a trainer that there is not, and
 * where the studio's plan does not have it.
 */
export async function embedView(portal: Portal) {
  if (!hasFeature(portal.ctx, 'embed')) throw new AppError('not_found', 'Nothing is shown here.')
  const { ctx, catalogue, studio, text, format, path, words, say, url, locale } = portal
  const [service, trainer] = ['service', 'trainer'].map((name) => url.searchParams.get(name) ?? '')
  const wanted = service ? getService(catalogue, service) : null
  const who = trainer ? getTrainer(catalogue, trainer) : null
  const { timeZone } = getLocation(catalogue)
  const slots = await listNextSlots(ctx, { days: DAYS_AHEAD, ...(wanted ? { serviceId: wanted.id } : {}) })
  const fitting = slots.filter(({ trainerIds }) => !who || trainerIds.includes(who.id))
  const labels = words('home')
  const whole = (to: string) => ctx.origin + path(to)
  return {
    studio: text(studio.studioName),
    lang: locale,
    title: labels.nextFree,
    none: labels.noneSoon,
    book: { label: labels.bookNow, href: whole(wanted ? servicePath(wanted.slug) : '/book') },
    days: [...groupByDay(fitting, timeZone)].slice(0, DAYS_SHOWN).map(([on, ofDay]) => ({
      label: format.dayNear(on, timeZone),
      times: onePerTime(ofDay)
        .slice(0, TIMES_PER_DAY)
        .map((slot) => {
          const offered = getService(catalogue, slot.serviceId)
          const name = text(offered.name)
          return {
            time: format.time(slot.startsAt, timeZone),
            service: wanted ? '' : name,
            label: say('say.bookAria', { service: name, when: format.whenNear(slot.startsAt, timeZone) }),
            href: whole(startPath(offered.slug, who?.slug ?? ANY_TRAINER, slot.startsAt)),
          }
        }),
    })),
    colors: colorsOf(portal),
  }
}

export type EmbedView = Awaited<ReturnType<typeof embedView>>

function onePerTime<Slot extends { startsAt: number }>(slots: readonly Slot[]): Slot[] {
  return slots.filter(
    ({ startsAt }, index) => slots.findIndex((slot) => slot.startsAt === startsAt) === index,
  )
}

/** As much of the theme as a few buttons need. */
function colorsOf({ studio: { theme } }: Portal) {
  const { surface, ink, inkSoft, control, brand } = makePalette(theme)
  const radius = { sharp: '0', soft: '10px', round: '22px' }[theme.corners]
  return { surface, ink, soft: inkSoft, line: control, brand: brand.fill, on: brand.on, radius }
}
