import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { NoClasses } from '../components/admin/classes/no-classes.tsx'
import { PlanEditor } from '../components/admin/classes/plan-editor.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendPlan } from '../views/admin/classes/carry-plan.server.ts'
import { newSeriesAnswer, newSeriesPage } from '../views/admin/classes/new-series.server.ts'

export const loader = atDesk(newSeriesPage)

export const action = atDesk(async (desk) => sendPlan(await newSeriesAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function NewSeries() {
  const page = useLoaderData<typeof loader>()
  const { hasService, title, back, words } = page
  if (!hasService) {
    return (
      <>
        <PageHead title={title} back={back} />
        <NoClasses page={page} title={words.noService} text={words.noServiceHint} />
      </>
    )
  }
  return <PlanEditor page={page} />
}
