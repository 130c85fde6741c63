import { data, type MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { SessionRoster } from '../components/admin/session-roster.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { PERSON_HEADER } from '../offline/kept-pages.ts'
import { sessionPage } from '../views/admin/session-page.server.ts'

export const loader = atDesk(async (desk) => {
  const page = await sessionPage(desk)
  return data(page, { headers: { [PERSON_HEADER]: page.person } })
})

export { dayHeaders as headers } from '../lib/day-headers.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function AdminSession() {
  return <SessionRoster page={useLoaderData<typeof loader>()} />
}
