import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { LegalEditor } from '../components/admin/site/legal-editor.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { legalPageAnswer, legalPagePage } from '../views/admin/site/legal-view.server.ts'

export const loader = atDesk(legalPagePage)

export const action = atDesk(async (desk) => sendAnswer(await legalPageAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function NewLegalPage() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  return <LegalEditor page={page} refused={refused} />
}
