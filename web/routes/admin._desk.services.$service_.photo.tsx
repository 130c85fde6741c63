import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { PageHead } from '../components/admin/page-head.tsx'
import { PhotoForm } from '../components/admin/photo-form.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { photoAnswer, photoPage } from '../views/admin/photo-view.server.ts'

export const loader = atDesk(photoPage('service'))

export const action = atDesk(async (desk) => sendAnswer(await photoAnswer('service')(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function ServicePhoto() {
  const { part, back } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead title={part.words.title} back={back} />
      <PhotoForm part={part} refused={useActionData<typeof action>()} />
    </>
  )
}
