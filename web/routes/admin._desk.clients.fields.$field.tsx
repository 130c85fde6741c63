import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ListedOne } from '../components/admin/list-editor.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { customFieldPage, fieldAnswer } from '../views/admin/clients/custom-fields-view.server.ts'

export const loader = atDesk(customFieldPage)

export const action = atDesk(async (desk) => sendAnswer(await fieldAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function CustomField() {
  return <ListedOne {...useLoaderData<typeof loader>()} refused={useActionData<typeof action>()} />
}
