import type { RefusedForm } from '../../../lib/form-answer.server.ts'
import type { ResourcePage } from '../../../views/admin/setup/resource-view.server.ts'
import { DeskForm } from '../desk-form.tsx'
import { FieldList } from '../field-list.tsx'
import { formFields } from '../form-fields.ts'
import { PageHead } from '../page-head.tsx'

type ResourceEditorProps = { page: ResourcePage; refused: RefusedForm | undefined }

/** A room, or so many pieces of equipment. */
export function ResourceEditor({ page, refused }: ResourceEditorProps) {
  const { title, intro, isNew, isArchived, edition, fields, languages, values, mayChange, words } = page
  return (
    <>
      <PageHead title={title} intro={intro} back={{ href: '/admin/places', label: words.title }} />
      <DeskForm
        className="desk-form setup-form"
        alert={refused?.message}
        meanwhile={refused?.meanwhile}
        {...(isNew ? {} : { edition: refused?.values['edition'] ?? edition })}
      >
        <input type="hidden" name="place" value={page.placeId} />
        <FieldList
          fields={fields}
          field={formFields(values, refused)}
          languages={languages}
          units={words.units}
        />
        {page.pools.length > 0 ? (
          <p className="field-hint">
            {words.poolsThere} {page.pools.join(', ')}
          </p>
        ) : null}
        {mayChange ? (
          <div className="setup-save">
            <button className="button" type="submit">
              {isNew ? words.make : words.save}
            </button>
          </div>
        ) : null}
      </DeskForm>
      {isNew || !mayChange ? null : (
        <DeskForm className="desk-section desk-form">
          <p className="desk-intro">{isArchived ? words.resourceIsArchived : words.archiveText}</p>
          <button
            className={isArchived ? 'button' : 'button button-quiet button-warns'}
            name="intent"
            value={isArchived ? 'restore' : 'archive'}
          >
            {isArchived ? words.restore : words.archive}
          </button>
        </DeskForm>
      )}
    </>
  )
}
