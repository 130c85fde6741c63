import { useActionData, useLoaderData } from '@remix-run/react'
import { accessMeta } from '../components/access/access-meta.ts'
import { CodeForm } from '../components/access/code-form.tsx'
import { formHeaders, sendAnswer } from '../lib/form-answer.server.ts'
import { inPortal } from '../lib/portal.server.ts'
import { codeAnswer, codePage } from '../views/access/code-view.server.ts'

export const loader = inPortal(codePage)

export const action = inPortal(async (portal) => sendAnswer(await codeAnswer(portal)))

export const headers = formHeaders

export const meta = accessMeta

export default function SignInCode() {
  return <CodeForm page={useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />
}
