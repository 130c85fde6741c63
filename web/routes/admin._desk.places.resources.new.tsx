import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ResourceEditor } from '../components/admin/setup/resource-editor.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { resourceAnswer, resourcePage } from '../views/admin/setup/resource-view.server.ts'

export const loader = atDesk(resourcePage)

export const action = atDesk(async (desk) => sendAnswer(await resourceAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function NewResource() {
  return <ResourceEditor page={useLoaderData<typeof loader>()} refused={useActionData<typeof action>()} />
}
