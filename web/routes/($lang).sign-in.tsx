import { useActionData, useLoaderData } from '@remix-run/react'
import { accessMeta } from '../components/access/access-meta.ts'
import { SignInForm } from '../components/access/sign-in-form.tsx'
import { formHeaders, sendAnswer } from '../lib/form-answer.server.ts'
import { inPortal } from '../lib/portal.server.ts'
import { signInAnswer, signInPage } from '../views/access/sign-in-view.server.ts'

export const loader = inPortal(signInPage)

export const action = inPortal(async (portal) => sendAnswer(await signInAnswer(portal)))

export const headers = formHeaders

export const meta = accessMeta

export default function SignIn() {
  return <SignInForm page={useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />
}
