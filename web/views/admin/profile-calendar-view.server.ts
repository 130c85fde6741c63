import { AppError } from '../../../tenants/errors.ts'
import type { Desk } from '../../lib/desk.server.ts'
import { feedsAnswer, feedsPart } from '../calendar-feeds.server.ts'
import { titleOf } from './page-title.server.ts'

export const PROFILE_CALENDAR = '/admin/profile/calendar'

/** Which trainer whoever asks is: nobody else has a calendar of their own. */
function ownTrainer({ staff }: Desk): string {
  if (staff.trainerId === null) throw new AppError('not_found', 'There is no such page.')
  return staff.trainerId
}

/** Secret addresses of a trainer's own calendar, for calendar programs. */
export async function profileCalendarPage(desk: Desk) {
  const { title } = desk.words('calendarFeeds')
  return {
    title,
    pageTitle: titleOf(desk, title),
    back: { href: '/admin/profile', label: desk.words('admin').profile.title },
    ...(await feedsPart(desk, { trainerId: ownTrainer(desk) })),
  }
}

// oxlint-disable-next-line require-await
export const profileCalendarAnswer = async (desk: Desk) =>
  feedsAnswer(desk, { trainerId: ownTrainer(desk), here: PROFILE_CALENDAR })
