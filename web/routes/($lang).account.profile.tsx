import { useActionData, useLoaderData } from '@remix-run/react'
import { accessMeta } from '../components/access/access-meta.ts'
import { PostForm } from '../components/access/post-form.tsx'
import { AccountFrame } from '../components/account/account-frame.tsx'
import { SavedNote } from '../components/account/saved-note.tsx'
import { SelectField } from '../components/access/select-field.tsx'
import { Field } from '../components/field.tsx'
import { Link } from '../components/link.tsx'
import { formHeaders, sendAnswer } from '../lib/form-answer.server.ts'
import { inAccount } from '../lib/person.server.ts'
import { profileAnswer, profilePage } from '../views/account/profile-view.server.ts'

export const loader = inAccount(profilePage)

export const action = inAccount(async (person) => sendAnswer(await profileAnswer(person)))

export const headers = formHeaders

export const meta = accessMeta

export default function Profile() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { email, emailHref, languages, timeZones, words } = page
  const errors = answer?.errors ?? {}
  const values = { ...page.values, ...answer?.values }
  const field = (name: 'firstName' | 'lastName' | 'phone') => ({
    name,
    label: words[name],
    error: errors[name],
    isFirstError: Object.keys(errors)[0] === name,
    defaultValue: values[name],
  })
  return (
    <AccountFrame page={page}>
      <p>{words.text}</p>
      <SavedNote saved={page.saved} alert={answer?.message} />
      <PostForm>
        <div className="form-pair">
          <Field {...field('firstName')} autoComplete="given-name" isRequired maxLength={80} />
          <Field {...field('lastName')} autoComplete="family-name" isRequired maxLength={80} />
        </div>
        <Field
          {...field('phone')}
          type="tel"
          autoComplete="tel"
          hint={words.phoneHint}
          optional={words.optional}
          maxLength={40}
        />
        <div className="field">
          <p className="field-label">{words.email}</p>
          <p className="account-fixed">
            <span>{email}</span>{' '}
            <Link className="text-link" to={emailHref}>
              {words.emailChange}
            </Link>
          </p>
        </div>
        {languages.length > 1 ? (
          <SelectField name="locale" label={words.locale} defaultValue={values.locale} options={languages} />
        ) : null}
        <SelectField
          name="timeZone"
          label={words.timeZone}
          hint={words.timeZoneHint}
          error={errors['timeZone']}
          defaultValue={values.timeZone}
          options={[
            { value: '', label: words.timeZoneNone },
            ...timeZones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
          ]}
        />
        <button className="button button-large" type="submit">
          {words.save}
        </button>
      </PostForm>
    </AccountFrame>
  )
}
