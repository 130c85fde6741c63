import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { PageHead } from '../components/admin/page-head.tsx'
import { AddPicture } from '../components/admin/site/add-picture.tsx'
import { PictureList } from '../components/admin/site/picture-list.tsx'
import { ShownPictures } from '../components/admin/site/shown-pictures.tsx'
import { SiteTabs } from '../components/admin/site/site-tabs.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { picturesAnswer, picturesPage } from '../views/admin/site/pictures-view.server.ts'

export const loader = atDesk(picturesPage)

export const action = atDesk(async (desk) => sendAnswer(await picturesAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function Pictures() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const { words, parts, mayChange, mayShow } = page
  return (
    <>
      <PageHead title={words.pictures.title} intro={words.pictures.intro} />
      <SiteTabs parts={parts} label={words.title} />
      {refused?.message ? (
        <p className="form-errors" role="alert">
          {refused.message}
        </p>
      ) : null}
      {mayChange ? <AddPicture page={page} refused={refused} /> : null}
      <PictureList page={page} />
      {mayShow ? <ShownPictures page={page} /> : null}
    </>
  )
}
