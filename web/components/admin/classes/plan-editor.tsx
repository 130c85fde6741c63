import { useActionData } from '@remix-run/react'
import type { ReactNode } from 'react'
import type { RefusedForm } from '../../../lib/form-answer.server.ts'
import type { ShownPlan } from '../../../views/admin/classes/carry-plan.server.ts'
import { DeskForm } from '../desk-form.tsx'
import { FieldList, type FieldView } from '../field-list.tsx'
import { Fold } from '../fold.tsx'
import { formFields, type FormField } from '../form-fields.ts'
import type { DurationWords } from '../duration-field.tsx'
import type { Language } from '../localized-field.tsx'
import { PageHead } from '../page-head.tsx'
import { PlanPanel, type PlanWords } from './plan-panel.tsx'

type PlanEditorProps = {
  page: {
    title: string
    intro: string
    back: { href: string; label: string }
    main: readonly FieldView[]
    more: readonly FieldView[]
    languages: readonly Language[]
    values: Readonly<Record<string, string>>
    /** Of a form that changes something: what it shows. */
    edition?: string
    buttons: { show: string; save: string }
    words: { more: string; units: DurationWords; planned: PlanWords }
  }
  /** What only this form has, before its fields. */
  children?: (field: (name: string) => FormField) => ReactNode
}

/** A form about classes that shows what it comes to before it is done. */
export function PlanEditor({ page, children }: PlanEditorProps) {
  const { title, intro, back, main, more, languages, values, edition, buttons, words } = page
  const answer = useActionData<ShownPlan | RefusedForm>()
  const refused = answer && !('plan' in answer) ? answer : undefined
  const shown = answer && 'plan' in answer ? answer : undefined
  const typed: Record<string, string> = { ...values, ...answer?.values }
  const field = formFields(typed, refused)
  const isSaving = shown && (!shown.plan.hasClash || shown.plan.ways.length > 0)
  return (
    <>
      <PageHead title={title} intro={intro} back={back} />
      <DeskForm
        className="desk-form setup-form"
        alert={answer?.message}
        {...(edition === undefined ? {} : { edition: typed['edition'] ?? edition })}
      >
        {children?.(field)}
        <FieldList fields={main} field={field} languages={languages} units={words.units} />
        {more.length > 0 ? (
          <Fold title={words.more} isOpen={more.some(({ name }) => refused?.errors[name])}>
            <FieldList fields={more} field={field} languages={languages} units={words.units} />
          </Fold>
        ) : null}
        {shown ? <PlanPanel shown={shown} words={words.planned} /> : null}
        <div className="desk-actions">
          {isSaving ? (
            <button className="button" name="intent" value="save">
              {buttons.save}
            </button>
          ) : null}
          <button className={isSaving ? 'button button-quiet' : 'button'} name="intent" value="show">
            {buttons.show}
          </button>
        </div>
      </DeskForm>
    </>
  )
}
