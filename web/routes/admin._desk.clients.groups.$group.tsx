import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ListedOne } from '../components/admin/list-editor.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { groupAnswer, groupPage } from '../views/admin/clients/groups-view.server.ts'

export const loader = atDesk(groupPage)

export const action = atDesk(async (desk) => sendAnswer(await groupAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function ClientGroup() {
  const { others, ...page } = useLoaderData<typeof loader>()
  return <ListedOne {...page} note={others} refused={useActionData<typeof action>()} />
}
