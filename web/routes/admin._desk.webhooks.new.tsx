import { data, type MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { PageHead } from '../components/admin/page-head.tsx'
import { EndpointForm } from '../components/admin/webhooks/endpoint-form.tsx'
import { MadeSecret } from '../components/admin/webhooks/made-secret.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { endpointFormPage, newEndpointAnswer } from '../views/admin/webhooks/endpoint-form-view.server.ts'

export const loader = atDesk(endpointFormPage)

export const action = atDesk(async (desk) => {
  const answer = await newEndpointAnswer(desk)
  return 'secret' in answer ? data(answer) : sendAnswer(answer)
})

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function NewWebhook() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { title, back, words } = page
  const made = answer && 'secret' in answer ? answer : undefined
  const refused = answer && 'errors' in answer ? answer : undefined
  return (
    <>
      <PageHead
        title={made ? words.secretTitle : title}
        intro={made ? words.secretText : words.newIntro}
        back={back}
      />
      {made ? <MadeSecret made={made} words={words} /> : <EndpointForm page={page} refused={refused} />}
    </>
  )
}
