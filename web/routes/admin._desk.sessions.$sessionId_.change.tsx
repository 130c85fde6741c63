import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { PlanEditor } from '../components/admin/classes/plan-editor.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendPlan } from '../views/admin/classes/carry-plan.server.ts'
import { changeSessionAnswer, changeSessionPage } from '../views/admin/classes/change-session.server.ts'

export const loader = atDesk(changeSessionPage)

export const action = atDesk(async (desk) => sendPlan(await changeSessionAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function ChangeSession() {
  return <PlanEditor page={useLoaderData<typeof loader>()} />
}
