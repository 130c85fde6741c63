import { isAppError } from '../../../tenants/errors.ts'
import { listUpcoming, type Upcoming } from '../../../tenants/staff/list-upcoming.ts'
import { previewReassignment } from '../../../tenants/staff/preview-reassignment.ts'
import { localize } from '../../../tenants/studio/localize.ts'
import type { Desk } from '../../lib/desk.server.ts'
import { trainerOptions } from './role-options.server.ts'

export type HandOverView = Awaited<ReturnType<typeof handOverView>>

/** What a trainer has to give still, and what another one (`to` in the address) could take of it. */
// oxlint-disable-next-line max-params
export async function handOverView(desk: Desk, trainerId: string | null, name: string) {
  const { ctx, say, url, words } = desk
  const upcoming = trainerId === null ? [] : await listUpcoming(ctx, trainerId)
  const to = url.searchParams.get('to') ?? ''
  return {
    upcoming: upcoming.length === 0 ? '' : say('say.handOverCount', { name, count: upcoming.length }),
    items: upcoming.slice(0, SHOWN).map((one) => upcomingLine(desk, one)),
    more: moreOf(desk, upcoming),
    trainers: trainerOptions(desk).filter(({ value }) => value !== trainerId),
    to,
    preview:
      trainerId !== null && to ? await preview(desk, { fromTrainerId: trainerId, toTrainerId: to }) : null,
    handOverWords: words('admin').team,
  }
}

const SHOWN = 8

/** How many there are besides those that are listed. */
function moreOf({ say }: Desk, all: readonly unknown[]): string {
  const count = all.length - SHOWN
  return count > 0 ? say('say.handOverMore', { count }) : ''
}

/** What would go to whom, and what would stay; null when that trainer cannot take it. */
async function preview(desk: Desk, handover: { fromTrainerId: string; toTrainerId: string }) {
  try {
    const { moved, left } = await previewReassignment(desk.ctx, handover)
    return {
      moved: desk.say('say.handOverMoved', { count: moved.length }),
      left: left.length === 0 ? '' : desk.say('say.handOverLeft', { count: left.length }),
      leftMore: moreOf(desk, left),
      leftItems: left
        .slice(0, SHOWN)
        .map((one) => ({ ...upcomingLine(desk, one), why: whyOf(desk, one.reason) })),
    }
  } catch (error) {
    if (isAppError(error, 'invalid_input')) return null
    throw error
  }
}

/** Why something stays, as clients are told the same. */
function whyOf({ words }: Desk, reason: string): string {
  const found = Object.entries(words('reasons')).find(([key]) => key === reason)
  return found?.[1] ?? words('admin').team.stays
}

function upcomingLine({ catalogue, locale, studio, when, words }: Desk, one: Upcoming) {
  const service = catalogue.services.find(({ id }) => id === one.serviceId)
  return {
    id: one.id,
    what: service ? localize(service.name, locale, studio.defaultLocale) : '',
    when: one.startsAt === null ? words('admin').team.comesBack : when(one.startsAt),
  }
}
