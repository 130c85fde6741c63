import { data, type MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { PageHead } from '../components/admin/page-head.tsx'
import { FeedParts } from '../components/calendar-feeds/feed-parts.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { profileCalendarAnswer, profileCalendarPage } from '../views/admin/profile-calendar-view.server.ts'

export const loader = atDesk(profileCalendarPage)

export const action = atDesk(async (desk) => {
  const answer = await profileCalendarAnswer(desk)
  return 'made' in answer ? data(answer) : sendAnswer(answer)
})

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function ProfileCalendar() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const refused = answer && 'errors' in answer ? answer : undefined
  return (
    <>
      <PageHead title={page.title} back={page.back} />
      <FeedParts
        page={page}
        made={answer && 'made' in answer ? answer.made : null}
        error={refused && (refused.errors['label'] ?? refused.message)}
      />
    </>
  )
}
