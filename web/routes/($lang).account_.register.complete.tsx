import { data } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { accessMeta } from '../components/access/access-meta.ts'
import { AccessPage } from '../components/access/access-page.tsx'
import { KnownUser } from '../components/access/known-user.tsx'
import { LinkSpent } from '../components/access/mail-pages.tsx'
import { PasswordField } from '../components/access/password-field.tsx'
import { PostForm } from '../components/access/post-form.tsx'
import { formHeaders, sendAnswer } from '../lib/form-answer.server.ts'
import { inPortal } from '../lib/portal.server.ts'
import { statusOf } from '../views/access/or-spent.server.ts'
import { completeAnswer, completePage } from '../views/access/register-view.server.ts'

export const loader = inPortal(async (portal) => {
  const page = await completePage(portal)
  return data(page, { status: statusOf(page) })
})

export const action = inPortal(async (portal) => sendAnswer(await completeAnswer(portal)))

export const headers = formHeaders

export const meta = accessMeta

export default function CompleteRegistration() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  if (page.kind === 'spent') return <LinkSpent page={page} />
  const { title, email, agreesTo, words } = page
  return (
    <AccessPage title={title} text={words.completeText} alert={answer?.message}>
      <PostForm>
        <KnownUser email={email} />
        <PasswordField
          label={words.password}
          autoComplete="new-password"
          words={words}
          hint={words.hint}
          error={answer?.errors['password']}
        />
        <div className="access-agreed">
          <p>{words.agreeing}</p>
          <ul>
            {agreesTo.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </div>
        <button className="button button-large" type="submit">
          {words.completeSubmit}
        </button>
        <button className="text-button" type="submit" name="intent" value="skip">
          {words.skip}
        </button>
      </PostForm>
    </AccessPage>
  )
}
