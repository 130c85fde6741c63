import { data, type MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { PlaceEditor } from '../components/admin/setup/place-editor.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { placeAnswer, placePage } from '../views/admin/setup/place-view.server.ts'

export const loader = atDesk(placePage)

export const action = atDesk(async (desk) => {
  const answer = await placeAnswer(desk)
  return 'question' in answer ? data(answer) : sendAnswer(answer)
})

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function ChangePlace() {
  return <PlaceEditor page={useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />
}
