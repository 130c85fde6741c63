import { data, type MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData, useRouteLoaderData } from '@remix-run/react'
import { PasswordField } from '../components/access/password-field.tsx'
import { PostForm } from '../components/access/post-form.tsx'
import { Plain } from '../components/admin/plain.tsx'
import { Field } from '../components/field.tsx'
import { formHeaders, sendAnswer } from '../lib/form-answer.server.ts'
import { inPortal } from '../lib/portal.server.ts'
import type { loader as rootLoader } from '../root.tsx'
import { statusOf } from '../views/access/or-spent.server.ts'
import { joinAnswer, joinPage } from '../views/admin/join-view.server.ts'

export const loader = inPortal(async (portal) => {
  const page = await joinPage(portal)
  return data(page, { status: statusOf(page) })
})

export const action = inPortal(async (portal) => sendAnswer(await joinAnswer(portal)))

export const headers = formHeaders

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export { ErrorBoundary } from './admin.tsx'

type JoinPage = Awaited<ReturnType<typeof joinPage>>
type OpenPage = Exclude<JoinPage, { kind: 'spent' }>

export default function Join() {
  const page = useLoaderData<typeof loader>()
  const shell = useRouteLoaderData<typeof rootLoader>('root')
  if (!shell) return null
  return (
    <Plain shell={shell}>
      {page.kind === 'spent' ? <SpentLink words={page.words} /> : <Invitation page={page} />}
    </Plain>
  )
}

function SpentLink({ words }: Pick<JoinPage, 'words'>) {
  return (
    <>
      <h1>{words.goneTitle}</h1>
      <p className="desk-intro">{words.goneText}</p>
      <a className="button button-quiet" href="/">
        {words.toSite}
      </a>
    </>
  )
}

function Invitation({ page }: { page: OpenPage }) {
  const refused = useActionData<typeof action>()
  const { kind, text, email, words } = page
  return (
    <>
      <h1>{words.title}</h1>
      <p>{text}</p>
      <dl className="facts">
        <dt>{words.login}</dt>
        <dd>{email}</dd>
      </dl>
      {refused?.message ? (
        <p className="form-errors" role="alert">
          {refused.message}
        </p>
      ) : null}
      {kind === 'new' ? <NewLogin page={page} /> : null}
      {kind === 'known' ? (
        <PostForm>
          <button className="button" type="submit">
            {words.buttonHere}
          </button>
        </PostForm>
      ) : null}
      {kind === 'sign_in' ? (
        <>
          <p>{words.hasAccount}</p>
          <a className="button" href={page.signInHref}>
            {words.signIn}
          </a>
        </>
      ) : null}
      {kind === 'other' ? <OtherLogin words={words} /> : null}
    </>
  )
}

function NewLogin({ page: { name, email, words } }: { page: OpenPage }) {
  const { errors = {}, values = {} } = useActionData<typeof action>() ?? {}
  return (
    <PostForm>
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <Field
        name="name"
        label={words.name}
        autoComplete="name"
        maxLength={160}
        defaultValue={values['name'] ?? name}
        error={errors['name']}
        isRequired
        isFirstError={errors['name'] !== undefined}
      />
      <PasswordField
        label={words.password}
        autoComplete="new-password"
        words={words}
        hint={words.passwordHint}
        error={errors['password']}
      />
      <button className="button" type="submit">
        {words.button}
      </button>
    </PostForm>
  )
}

/** Signing out leads back to the start; the link in the mail then asks the right person. */
function OtherLogin({ words }: Pick<JoinPage, 'words'>) {
  return (
    <>
      <p>{words.otherAccount}</p>
      <PostForm action="/sign-out">
        <button className="button button-quiet" type="submit">
          {words.signOut}
        </button>
      </PostForm>
    </>
  )
}
