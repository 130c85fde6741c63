import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { SelectField } from '../components/access/select-field.tsx'
import { PlanEditor } from '../components/admin/classes/plan-editor.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendPlan } from '../views/admin/classes/carry-plan.server.ts'
import { changeSeriesAnswer, changeSeriesPage } from '../views/admin/classes/change-series.server.ts'

export const loader = atDesk(changeSeriesPage)

export const action = atDesk(async (desk) => sendPlan(await changeSeriesAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function ChangeSeries() {
  const page = useLoaderData<typeof loader>()
  return (
    <PlanEditor page={page}>
      {(field) => <SelectField {...field('from')} label={page.words.series.scope} options={page.from} />}
    </PlanEditor>
  )
}
