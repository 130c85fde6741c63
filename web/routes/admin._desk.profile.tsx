import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { SelectField } from '../components/access/select-field.tsx'
import { Field } from '../components/field.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { profileAnswer, profilePage } from '../views/admin/profile-view.server.ts'

export const loader = atDesk(profilePage)

export const action = atDesk(async (desk) => sendAnswer(await profileAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function Profile() {
  const { name, email, locale, role, trainer, languages, words } = useLoaderData<typeof loader>()
  const { errors = {}, values = {}, message } = useActionData<typeof action>() ?? {}
  return (
    <>
      <PageHead title={words.title} intro={words.intro} />
      {/* A whole page: the frame speaks another language then. */}
      <DeskForm reloadDocument alert={message}>
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
        <SelectField name="locale" label={words.language} options={languages} defaultValue={locale} />
        <button className="button" type="submit">
          {words.save}
        </button>
      </DeskForm>
      <dl className="panel facts desk-section">
        <dt>{words.login}</dt>
        <dd>
          {email}{' '}
          <Link className="text-link" to="/admin/security/email">
            {words.changeLogin}
          </Link>
        </dd>
        <dt>{words.role}</dt>
        <dd>{role}</dd>
        {trainer ? (
          <>
            <dt>{words.trainer}</dt>
            <dd>
              {trainer}{' '}
              <Link className="text-link" to="/admin/profile/calendar">
                {words.calendar}
              </Link>
            </dd>
          </>
        ) : null}
      </dl>
    </>
  )
}
