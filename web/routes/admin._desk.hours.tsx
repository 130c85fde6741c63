import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { HoursHead } from '../components/admin/hours/hours-head.tsx'
import { NoTrainers } from '../components/admin/hours/no-trainers.tsx'
import { WeekEditor } from '../components/admin/hours/week-editor.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { hoursWeekAnswer, hoursWeekPage, sendWeekAnswer } from '../views/admin/hours-week-view.server.ts'

export const loader = atDesk(hoursWeekPage)

export const action = atDesk(async (desk) => sendWeekAnswer(await hoursWeekAnswer(desk)))

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function Hours() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  if (!page.frame) return <NoTrainers words={page.words} />
  const { frame, blocks, ...rest } = page
  return (
    <>
      <HoursHead frame={frame} words={page.words} />
      <WeekEditor
        {...rest}
        // Saved, or somebody else's: another week.
        key={`${frame.trainer.id} ${page.digest}`}
        blocks={answer?.blocks ?? blocks}
        mayChange={frame.mayChange}
        answer={answer}
      />
    </>
  )
}
