import { requireReach } from '../../../tenants/access/require-staff.ts'
import { AppError } from '../../../tenants/errors.ts'
import type { Trainer } from '../../../tenants/studio/get-catalogue.ts'
import type { Option } from '../../components/access/select-field.tsx'
import type { Desk } from '../../lib/desk.server.ts'
import { withQuery } from '../../lib/portal-paths.ts'

/** What the pages about hours have in common: whose they are, whose else there are, and the ways between them. */
export type HoursFrame = {
  trainer: { id: string; name: string }
  /** Empty where there is nobody to choose. */
  trainers: Option[]
  mayChange: boolean
  tabs: { key: HoursTab; href: string; label: string }[]
}
export type HoursTab = 'week' | 'dates' | 'holidays' | 'offered'

const paths: Record<HoursTab, string> = {
  week: '/admin/hours',
  dates: '/admin/hours/dates',
  holidays: '/admin/hours/holidays',
  offered: '/admin/hours/offered',
}

/** The path of a page about a trainer's hours. */
export const hoursPath = (tab: HoursTab, trainerId: string, query: Record<string, string> = {}): string =>
  withQuery(paths[tab], { trainer: trainerId, ...query })

/**
 * The trainer the page's address names, else oneself, else the first; null in a studio that has none.
 *
 * @throws AppError `unauthorized`, `forbidden`; `not_found` for nobody who is here, or not one's own.
 */
export function askedTrainer(desk: Desk): Trainer | null {
  const { ctx, catalogue, staff, url } = desk
  const { onlyTrainerId } = requireReach(ctx, 'availability:view')
  const shown = catalogue.trainers.filter(({ id }) => onlyTrainerId === null || id === onlyTrainerId)
  const asked = url.searchParams.get('trainer')
  if (asked === null) return shown.find(({ id }) => id === staff.trainerId) ?? shown[0] ?? null
  const found = shown.find(({ id, slug }) => id === asked || slug === asked)
  if (!found) throw new AppError('not_found', 'There is no such trainer.')
  return found
}

export function hoursFrame(desk: Desk, trainer: Trainer): HoursFrame {
  const { catalogue, mayAny, may, staff, text, words } = desk
  const said = words('hours').tabs
  const tabs = (['week', 'dates', 'holidays', 'offered'] as const).filter(
    (key) => key !== 'holidays' || mayAny('availability:view'),
  )
  return {
    trainer: { id: trainer.id, name: text(trainer.name) },
    trainers: mayAny('availability:view')
      ? catalogue.trainers.map(({ id, name }) => ({ value: id, label: text(name) }))
      : [],
    mayChange:
      mayAny('availability:change') || (may('availability:change') && staff.trainerId === trainer.id),
    tabs: tabs.map((key) => ({ key, href: hoursPath(key, trainer.id), label: said[key] })),
  }
}
