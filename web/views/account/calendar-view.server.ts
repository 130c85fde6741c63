import type { Person } from '../../lib/person.server.ts'
import { feedsAnswer, feedsPart } from '../calendar-feeds.server.ts'
import { accountFrame } from './account-frame.server.ts'

/** Secret addresses of one's own calendar, for calendar programs. */
export async function accountCalendarPage(person: Person) {
  const { title } = person.words('calendarFeeds')
  return {
    ...accountFrame(person, { title, current: 'feeds' }),
    ...(await feedsPart(person, { trainerId: null })),
  }
}

export const accountCalendarAnswer = (person: Person) =>
  feedsAnswer(person, { trainerId: null, here: person.path('/account/calendar') })
