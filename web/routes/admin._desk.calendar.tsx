import { data, type LinksFunction, type MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Calendar } from '../components/admin/calendar/calendar.tsx'
import { atDesk } from '../lib/desk.server.ts'
import gridStyles from '../styles/calendar-grid.css?url'
import { calendarPage } from '../views/admin/calendar/calendar-view.server.ts'
import { calendarAnswer } from '../views/admin/calendar/move-answer.server.ts'

export const loader = atDesk(calendarPage)

export const action = atDesk(async (desk) => {
  const answer = await calendarAnswer(desk)
  return data(answer, { status: answer.status })
})

export { revalidateAfterActions as shouldRevalidate } from '../lib/revalidate-after-actions.ts'

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: gridStyles }]

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function CalendarRoute() {
  return <Calendar page={useLoaderData<typeof loader>()} />
}
