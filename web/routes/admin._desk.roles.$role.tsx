import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { RoleEditor } from '../components/admin/role-editor.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { roleAnswer, rolePage } from '../views/admin/roles-view.server.ts'

export const loader = atDesk(rolePage)

export const action = atDesk(async (desk) => sendAnswer(await roleAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function ChangeRole() {
  return <RoleEditor page={useLoaderData<typeof loader>()} refused={useActionData<typeof action>()} />
}
