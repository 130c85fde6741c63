import type { RefusedForm } from '../../../lib/form-answer.server.ts'
import type { EndpointFormPage } from '../../../views/admin/webhooks/endpoint-form-view.server.ts'
import { DeskForm } from '../desk-form.tsx'
import { FieldList } from '../field-list.tsx'
import { formFields } from '../form-fields.ts'

type EndpointFormProps = { page: EndpointFormPage; refused: RefusedForm | undefined }

/** Where events go, and which. */
export function EndpointForm({ page, refused }: EndpointFormProps) {
  const { isNew, edition, fields, languages, values, words } = page
  return (
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
      <div className="setup-save">
        <button className="button" type="submit">
          {isNew ? words.makeButton : words.save}
        </button>
      </div>
    </DeskForm>
  )
}
