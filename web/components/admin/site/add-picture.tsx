import type { RefusedForm } from '../../../lib/form-answer.server.ts'
import type { PicturesPage } from '../../../views/admin/site/pictures-view.server.ts'
import { FieldFrame } from '../../field-frame.tsx'
import { SelectField } from '../../access/select-field.tsx'
import { DeskForm } from '../desk-form.tsx'
import { formFields } from '../form-fields.ts'
import { LocalizedField } from '../localized-field.tsx'

/** A form for one more picture; it needs no scripts. */
export function AddPicture({ page, refused }: { page: PicturesPage; refused: RefusedForm | undefined }) {
  const { pictures, purposes, languages, values, words } = page
  const { pictures: labels } = words
  const field = formFields(values, refused)
  return (
    <section className="desk-section" aria-labelledby="add">
      <h2 className="desk-section-head" id="add">
        {labels.addTitle}
      </h2>
      {/* Empty again after each picture. */}
      <DeskForm encType="multipart/form-data" key={pictures[0]?.id ?? 'none'}>
        <FieldFrame id="file" label={labels.file} error={refused?.errors['file']}>
          {(control) => (
            <input
              {...control}
              className="field-input file-input"
              type="file"
              name="file"
              accept="image/*,.svg"
              required
            />
          )}
        </FieldFrame>
        <SelectField
          name="purpose"
          label={labels.purpose}
          options={purposes}
          defaultValue={refused?.values['purpose']}
          error={undefined}
        />
        <LocalizedField
          name="alt"
          label={labels.alt}
          hint={labels.altHint}
          languages={languages}
          field={field}
          maxLength={200}
        />
        <button className="button" type="submit">
          {labels.addButton}
        </button>
      </DeskForm>
    </section>
  )
}
