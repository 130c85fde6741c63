import type { RefusedForm } from '../../../lib/form-answer.server.ts'
import type { clientFormPage } from '../../../views/admin/clients/client-form-view.server.ts'
import { DeskForm } from '../desk-form.tsx'
import { FieldList } from '../field-list.tsx'
import { formFields } from '../form-fields.ts'
import { PageHead } from '../page-head.tsx'

type ClientEditorProps = {
  page: Awaited<ReturnType<typeof clientFormPage>>
  refused: RefusedForm | undefined
}

/** What staff know of a client, to be written down. */
export function ClientEditor({ page, refused }: ClientEditorProps) {
  const { title, back, isNew, edition, parts, values, languages, words } = page
  const field = formFields(values, refused)
  return (
    <>
      <PageHead title={title} back={back} intro={isNew ? words.newIntro : ''} />
      <DeskForm
        key={edition}
        alert={refused?.message}
        meanwhile={refused?.meanwhile}
        {...(isNew ? {} : { edition: refused?.values['edition'] ?? edition })}
      >
        {parts.map((part) => (
          <section className="client-part" key={part.key} aria-labelledby={`part-${part.key}`}>
            <h2 id={`part-${part.key}`}>{part.title}</h2>
            <FieldList fields={part.fields} field={field} languages={languages} units={words.units} />
          </section>
        ))}
        <button className="button" type="submit">
          {words.save}
        </button>
      </DeskForm>
    </>
  )
}
