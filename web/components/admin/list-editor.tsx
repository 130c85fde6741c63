import { PageHead } from './page-head.tsx'
import { DeskForm } from './desk-form.tsx'
import { FieldList, type FieldListProps } from './field-list.tsx'
import { formFields } from './form-fields.ts'
import type { RefusedForm } from '../../lib/form-answer.server.ts'

type FormOf = Pick<FieldListProps, 'fields' | 'languages' | 'units'> & {
  values: Readonly<Record<string, string>>
}

type AddToListProps = FormOf & {
  /** How many there are: one more, and the form is empty again. */
  count: number
  refused: RefusedForm | undefined
  words: { new: string; add: string }
}

/** Below a list: one more of its kind. */
export function AddToList({ count, refused, words, values, ...form }: AddToListProps) {
  return (
    <section className="desk-section" aria-labelledby="new">
      <h2 className="desk-section-head" id="new">
        {words.new}
      </h2>
      <DeskForm key={count} alert={refused?.message}>
        <FieldList {...form} field={formFields(values, refused)} />
        <button className="button" type="submit">
          {words.add}
        </button>
      </DeskForm>
    </section>
  )
}

type ListedOneProps = FormOf & {
  title: string
  back: { href: string; label: string }
  /** What it does not change. */
  note?: string | null
  refused: RefusedForm | undefined
  words: { save: string; delete: string; deleteHint: string }
}

/** One of a list, to be changed or deleted. */
export function ListedOne({ title, back, note = null, refused, words, values, ...form }: ListedOneProps) {
  return (
    <>
      <PageHead title={title} back={back} />
      <DeskForm alert={refused?.message}>
        <FieldList {...form} field={formFields(values, refused)} />
        {note ? <p className="soft">{note}</p> : null}
        <button className="button" type="submit">
          {words.save}
        </button>
      </DeskForm>
      <section className="desk-section" aria-labelledby="delete">
        <h2 className="desk-section-head" id="delete">
          {words.delete}
        </h2>
        <p className="desk-intro">{words.deleteHint}</p>
        <DeskForm className="data-actions">
          <button className="button button-quiet button-warns" name="intent" value="delete">
            {words.delete}
          </button>
        </DeskForm>
      </section>
    </>
  )
}
