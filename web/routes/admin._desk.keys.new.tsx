import { data, type MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AreaGrid } from '../components/admin/area-grid.tsx'
import { CopyButton } from '../components/admin/copy-button.tsx'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { SelectField } from '../components/access/select-field.tsx'
import { Field } from '../components/field.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer, type RefusedForm } from '../lib/form-answer.server.ts'
import { newKeyAnswer, newKeyPage, type MadeKey } from '../views/admin/keys-view.server.ts'

export const loader = atDesk(newKeyPage)

export const action = atDesk(async (desk) => {
  const answer = await newKeyAnswer(desk)
  return 'key' in answer ? data(answer) : sendAnswer(answer)
})

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

type Page = Awaited<ReturnType<typeof newKeyPage>>

export default function NewKey() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { words } = page
  const isMade = answer !== undefined && 'key' in answer
  return (
    <>
      <PageHead
        title={isMade ? words.madeTitle : words.makeTitle}
        intro={isMade ? words.madeText : words.scopesHint}
        back={{ href: '/admin/keys', label: words.title }}
      />
      {isMade ? <Made made={answer} words={words} /> : <NewKeyForm page={page} refused={answer} />}
    </>
  )
}

function Made({ made: { name, key }, words }: { made: MadeKey; words: Page['words'] }) {
  return (
    <div className="desk-form">
      <p>
        <strong>{name}</strong>
      </p>
      <code className="secret" aria-label={words.theKey}>
        {key}
      </code>
      <div className="desk-actions">
        <CopyButton text={key} words={words} />
        <Link className="button button-quiet" to="/admin/keys" replace>
          {words.doneButton}
        </Link>
      </div>
    </div>
  )
}

function NewKeyForm({ page, refused }: { page: Page; refused: RefusedForm | undefined }) {
  const { areas, reaches, lifetimes, words } = page
  const { errors = {}, values = {}, message } = refused ?? {}
  return (
    <DeskForm className="desk-form desk-form-wide" alert={message}>
      <Field
        name="name"
        label={words.name}
        hint={words.nameHint}
        autoComplete="off"
        maxLength={80}
        defaultValue={values['name']}
        error={errors['name']}
        isRequired
        isFirstError
      />
      <SelectField
        name="expiresInDays"
        label={words.endsIn}
        options={lifetimes}
        defaultValue={values['expiresInDays'] || '365'}
        error={errors['expiresInDays']}
      />
      <h2>{words.scopes}</h2>
      {errors['grants'] ? (
        <p className="field-error" role="alert">
          {errors['grants']}
        </p>
      ) : null}
      <AreaGrid areas={areas} reaches={reaches} words={words} values={values} errors={errors} />
      <button className="button" type="submit">
        {words.makeButton}
      </button>
    </DeskForm>
  )
}
