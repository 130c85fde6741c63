import { data, type MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { DeskHome } from '../components/admin/desk-home.tsx'
import { StartTeaser } from '../components/admin/start-teaser.tsx'
import { Today } from '../components/admin/today.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { PERSON_HEADER } from '../offline/kept-pages.ts'
import { homePage } from '../views/admin/home-view.server.ts'
import { startTeaser } from '../views/admin/start-view.server.ts'
import { todayPage } from '../views/admin/today-view.server.ts'

export const loader = atDesk(async (desk) => {
  const page = desk.may('bookings:view') ? await todayPage(desk) : await homePage(desk)
  const teaser = await startTeaser(desk)
  return data({ ...page, teaser }, { headers: page.kind === 'today' ? { [PERSON_HEADER]: page.person } : {} })
})

export { dayHeaders as headers } from '../lib/day-headers.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function AdminHome() {
  const page = useLoaderData<typeof loader>()
  return (
    <>
      <StartTeaser teaser={page.teaser} />
      {page.kind === 'today' ? <Today page={page} /> : <DeskHome {...page} />}
    </>
  )
}
