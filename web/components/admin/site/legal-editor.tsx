import type { RefusedForm } from '../../../lib/form-answer.server.ts'
import type { LegalPagePage } from '../../../views/admin/site/legal-view.server.ts'
import { Field } from '../../field.tsx'
import { Link } from '../../link.tsx'
import { TextAreaField } from '../../text-area-field.tsx'
import { DeskForm } from '../desk-form.tsx'
import { formFields } from '../form-fields.ts'
import { NumberField } from '../number-field.tsx'
import { PageHead } from '../page-head.tsx'

type LegalEditorProps = { page: LegalPagePage; refused: RefusedForm | undefined }

/** One of the studio's own pages, in one language at a time: their texts are long. */
export function LegalEditor({ page, refused }: LegalEditorProps) {
  const { title, isNew, edition, values, language, languages, seeHref, longest, words } = page
  const { legal } = words
  const field = formFields(values, refused)
  return (
    <>
      <PageHead title={title} back={{ href: '/admin/site/legal', label: legal.title }}>
        {seeHref ? (
          <a className="button button-quiet" href={seeHref}>
            {legal.see}
          </a>
        ) : null}
      </PageHead>
      {languages.length > 1 ? (
        <nav className="tabs" aria-label={legal.language}>
          {languages.map(({ name, href, isCurrent }) => (
            <Link className="tab" key={href} to={href} aria-current={isCurrent ? 'page' : undefined}>
              {name}
            </Link>
          ))}
        </nav>
      ) : null}
      <DeskForm
        className="desk-form desk-form-wide"
        // Letters beyond ASCII take a third of the room they would take otherwise.
        encType="multipart/form-data"
        alert={refused?.message}
        meanwhile={refused?.meanwhile}
        key={language}
        {...(isNew ? {} : { edition: refused?.values['edition'] ?? edition })}
      >
        {isNew ? (
          <Field
            {...field('slug')}
            label={legal.slug}
            hint={legal.slugHint}
            maxLength={40}
            autoCapitalize="none"
            isRequired
          />
        ) : null}
        <Field {...field('title')} label={legal.name} maxLength={80} isRequired />
        <TextAreaField
          {...field('body')}
          label={legal.body}
          hint={legal.bodyHint}
          maxLength={longest}
          rows={18}
        />
        <NumberField {...field('position')} label={legal.position} />
        <div className="desk-actions">
          <button className="button" type="submit">
            {legal.save}
          </button>
          {isNew ? null : (
            <button className="button button-quiet button-warns" name="intent" value="delete">
              {legal.remove}
            </button>
          )}
        </div>
      </DeskForm>
    </>
  )
}
