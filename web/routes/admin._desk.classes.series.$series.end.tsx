import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { PlanEditor } from '../components/admin/classes/plan-editor.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendPlan } from '../views/admin/classes/carry-plan.server.ts'
import { endSeriesAnswer, endSeriesPage } from '../views/admin/classes/end-series.server.ts'

export const loader = atDesk(endSeriesPage)

export const action = atDesk(async (desk) => sendPlan(await endSeriesAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function EndSeries() {
  return <PlanEditor page={useLoaderData<typeof loader>()} />
}
