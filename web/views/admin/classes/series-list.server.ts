import { requireReach } from '../../../../tenants/access/require-staff.ts'
import { listClassSeries } from '../../../../tenants/classes/list-class-series.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { titleOf } from '../page-title.server.ts'
import { classNames, classServices, datesOf, patternOf, seriesPath } from './class-names.server.ts'

/** Classes that come back: those that go on, and those that have ended. */
export async function seriesListPage(desk: Desk) {
  const { ctx, may, mayAny, words } = desk
  requireReach(ctx, 'calendar:view')
  const said = words('deskClasses')
  const names = classNames(desk)
  const all = await listClassSeries(ctx, {})
  const rows = all.map((series) => ({
    id: series.id,
    href: `${seriesPath}/${series.id}`,
    name: names.service(series.serviceId) || said.class,
    pattern: patternOf(desk, series),
    who: names.trainers(series),
    where: names.place(series.locationId),
    dates: datesOf(desk, series),
    isEnded: series.status === 'ended',
  }))
  return {
    pageTitle: titleOf(desk, said.seriesTitle),
    active: rows.filter(({ isEnded }) => !isEnded),
    ended: rows.filter(({ isEnded }) => isEnded),
    hasService: classServices(desk).length > 0,
    newHref: may('calendar:change') ? `${seriesPath}/new` : null,
    newServiceHref: mayAny('services:change') ? '/admin/services/new?kind=class' : null,
    words: said,
  }
}

export type SeriesRow = Awaited<ReturnType<typeof seriesListPage>>['active'][number]
