import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { NoClasses } from '../components/admin/classes/no-classes.tsx'
import { PlanEditor } from '../components/admin/classes/plan-editor.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendPlan } from '../views/admin/classes/carry-plan.server.ts'
import { newSessionAnswer, newSessionPage } from '../views/admin/classes/new-session.server.ts'

export const loader = atDesk(newSessionPage)

export const action = atDesk(async (desk) => sendPlan(await newSessionAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function NewClass() {
  const page = useLoaderData<typeof loader>()
  const { hasService, words } = page
  if (!hasService) return <NoClasses page={page} title={words.noService} text={words.noServiceHint} />
  return <PlanEditor page={page} />
}
