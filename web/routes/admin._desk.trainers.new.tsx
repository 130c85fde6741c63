import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { TrainerEditor } from '../components/admin/setup/trainer-editor.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { trainerAnswer, trainerPage } from '../views/admin/setup/trainer-view.server.ts'

export const loader = atDesk(trainerPage)

export const action = atDesk(async (desk) => sendAnswer(await trainerAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function NewTrainer() {
  return <TrainerEditor page={useLoaderData<typeof loader>()} refused={useActionData<typeof action>()} />
}
