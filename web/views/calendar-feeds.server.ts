import { createFeed } from '../../tenants/calendar-feeds/create-feed.ts'
import type { Whose } from '../../tenants/calendar-feeds/feed-owner.ts'
import { listFeeds } from '../../tenants/calendar-feeds/list-feeds.ts'
import { revokeFeed } from '../../tenants/calendar-feeds/revoke-feed.ts'
import type { FeedsPage, MadeFeed } from '../components/calendar-feeds/feed-parts.tsx'
import { carryOut, type FormAnswer } from '../lib/form-answer.server.ts'
import type { Person } from '../lib/person.server.ts'
import { readForm } from '../lib/read-form.server.ts'

/** The calendars that somebody can subscribe to, of a trainer or their own as a client. */
export async function feedsPart(person: Person, whose: Whose): Promise<FeedsPage> {
  const { catalogue, ctx, format, say, words } = person
  const labels = words('calendarFeeds')
  const timeZone = catalogue.locations[0]?.timeZone ?? 'UTC'
  const feeds = await listFeeds(ctx, whose)
  return {
    feeds: feeds.map(({ id, label, createdAt, lastReadAt }) => {
      const name = label || labels.unnamed
      const made = say('say.feedMade', { when: format.whenNear(createdAt, timeZone) })
      const read =
        lastReadAt === null
          ? labels.neverRead
          : say('say.feedRead', { when: format.whenNear(lastReadAt, timeZone) })
      return { id, label: name, facts: `${made} · ${read}`, revokeLabel: say('say.feedRevoke', { name }) }
    }),
    words: labels,
  }
}

/** Makes one, whose addresses are shown this once, or revokes one. */
export async function feedsAnswer(
  person: Person,
  { trainerId, here }: Whose & { here: string },
): Promise<FormAnswer | MadeFeed> {
  const { ctx, request, words } = person
  const form = await readForm(request)
  const { tooMany, labelWrong, emailTaken } = words('calendarFeeds')
  const explain = { fields: { label: labelWrong }, messages: { not_allowed: tooMany, conflict: emailTaken } }
  return carryOut<FormAnswer | MadeFeed>(person, explain, async () => {
    if (form.text('intent') === 'revoke') {
      await revokeFeed(ctx, { trainerId, feedId: form.text('id') })
      return { location: here }
    }
    const { address } = await createFeed(ctx, { trainerId, label: form.text('label') })
    return { made: address }
  })
}
