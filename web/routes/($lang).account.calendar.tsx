import { data } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { accessMeta } from '../components/access/access-meta.ts'
import { AccountFrame } from '../components/account/account-frame.tsx'
import { FeedParts } from '../components/calendar-feeds/feed-parts.tsx'
import { formHeaders, sendAnswer } from '../lib/form-answer.server.ts'
import { inAccount } from '../lib/person.server.ts'
import { accountCalendarAnswer, accountCalendarPage } from '../views/account/calendar-view.server.ts'

export const loader = inAccount(accountCalendarPage)

export const action = inAccount(async (person) => {
  const answer = await accountCalendarAnswer(person)
  return 'made' in answer ? data(answer) : sendAnswer(answer)
})

export const headers = formHeaders

export const meta = accessMeta

export default function AccountCalendar() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const refused = answer && 'errors' in answer ? answer : undefined
  return (
    <AccountFrame page={page}>
      <FeedParts
        page={page}
        made={answer && 'made' in answer ? answer.made : null}
        error={refused && (refused.errors['label'] ?? refused.message)}
      />
    </AccountFrame>
  )
}
