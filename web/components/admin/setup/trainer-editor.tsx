import type { RefusedForm } from '../../../lib/form-answer.server.ts'
import type { TrainerPage } from '../../../views/admin/setup/trainer-view.server.ts'
import { Link } from '../../link.tsx'
import { DeskForm } from '../desk-form.tsx'
import { FieldList } from '../field-list.tsx'
import { formFields } from '../form-fields.ts'
import { PageHead } from '../page-head.tsx'
import { PhotoSection } from '../photo-form.tsx'

type TrainerEditorProps = { page: TrainerPage; refused: RefusedForm | undefined }

/** Everything about a trainer but their hours. */
export function TrainerEditor({ page, refused }: TrainerEditorProps) {
  const { title, isNew, isArchived, edition, fields, languages, values, mayChange, hoursHref, words } = page
  return (
    <>
      <PageHead
        title={title}
        back={{ href: '/admin/trainers', label: words.title }}
        intro={isArchived ? words.isArchived : isNew ? words.newIntro : ''}
      >
        {hoursHref && !isArchived ? (
          <Link className="button button-quiet" to={hoursHref}>
            {words.hours}
          </Link>
        ) : null}
      </PageHead>
      <DeskForm
        className="desk-form setup-form"
        alert={refused?.message}
        meanwhile={refused?.meanwhile}
        {...(isNew ? {} : { edition: refused?.values['edition'] ?? edition })}
      >
        <FieldList
          fields={fields}
          field={formFields(values, refused)}
          languages={languages}
          units={words.units}
        />
        {mayChange ? (
          <div className="setup-save">
            <button className="button" type="submit">
              {isNew ? words.make : words.save}
            </button>
          </div>
        ) : null}
      </DeskForm>
      <PhotoSection part={page.photo} />
      {isNew ? null : <LoginOf page={page} />}
      {isNew || !mayChange ? null : <EndOrRestore page={page} />}
    </>
  )
}

/** Who signs in as this trainer. */
function LoginOf({ page: { login, words } }: { page: TrainerPage }) {
  if (!login) return null
  return (
    <section className="desk-section" aria-labelledby="login">
      <h2 className="desk-section-head" id="login">
        {words.login}
      </h2>
      <p className="desk-intro">{login.isThere ? words.loginText : words.noLoginText}</p>
      <p>
        <Link className="text-link" to={login.href}>
          {login.isThere ? login.name : words.invite}
        </Link>
      </p>
    </section>
  )
}

function EndOrRestore({ page: { isArchived, href, words } }: { page: TrainerPage }) {
  return (
    <section className="desk-section" aria-labelledby="end">
      <h2 className="desk-section-head" id="end">
        {isArchived ? words.restoreTitle : words.archiveTitle}
      </h2>
      <p className="desk-intro">{isArchived ? words.restoreText : words.archiveText}</p>
      {isArchived ? (
        <DeskForm>
          <button className="button" name="intent" value="restore">
            {words.restore}
          </button>
        </DeskForm>
      ) : (
        <p className="data-actions">
          <Link className="button button-quiet button-warns" to={`${href}/archive`}>
            {words.archive}
          </Link>
        </p>
      )}
    </section>
  )
}
