import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { PageHead } from '../components/admin/page-head.tsx'
import { EndpointForm } from '../components/admin/webhooks/endpoint-form.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { endpointFormAnswer, endpointFormPage } from '../views/admin/webhooks/endpoint-form-view.server.ts'

export const loader = atDesk(endpointFormPage)

export const action = atDesk(async (desk) => sendAnswer(await endpointFormAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function ChangeWebhook() {
  const page = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead title={page.title} back={page.back} />
      <EndpointForm page={page} refused={useActionData<typeof action>()} />
    </>
  )
}
