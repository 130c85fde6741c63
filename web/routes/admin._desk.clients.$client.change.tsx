import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ClientEditor } from '../components/admin/clients/client-editor.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { clientFormAnswer, clientFormPage } from '../views/admin/clients/client-form-view.server.ts'

export const loader = atDesk(clientFormPage)

export const action = atDesk(async (desk) => sendAnswer(await clientFormAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function ChangeClient() {
  return <ClientEditor page={useLoaderData<typeof loader>()} refused={useActionData<typeof action>()} />
}
