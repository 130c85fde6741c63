import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ServiceEditor } from '../components/admin/setup/service-editor.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { serviceAnswer, servicePage } from '../views/admin/setup/service-view.server.ts'

export const loader = atDesk(servicePage)

export const action = atDesk(async (desk) => sendAnswer(await serviceAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function ChangeService() {
  return <ServiceEditor page={useLoaderData<typeof loader>()} refused={useActionData<typeof action>()} />
}
