import { redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { HomeSections } from '../components/home/home-sections.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { inPreview } from '../lib/preview.server.ts'
import { previewAnswer } from '../views/admin/site/site-view.server.ts'
import { homeView } from '../views/home-view.server.ts'

/** The first page of the site as it would be, for the frame beside the form. */
export const loader = inPreview(homeView)

export const action = atDesk(async (desk) => redirect(await previewAnswer(desk), 303))

export default function Preview() {
  return <HomeSections {...useLoaderData<typeof loader>()} />
}
