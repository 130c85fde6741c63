import { Form } from '@remix-run/react'
import type { RefusedForm } from '../../lib/form-answer.server.ts'
import type { rolePage } from '../../views/admin/roles-view.server.ts'
import { SelectField } from '../access/select-field.tsx'
import { Field } from '../field.tsx'
import { AreaGrid } from './area-grid.tsx'
import { DeskForm } from './desk-form.tsx'
import { PageHead } from './page-head.tsx'

type RoleEditorProps = { page: Awaited<ReturnType<typeof rolePage>>; refused: RefusedForm | undefined }

/** A role of the studio's own: its name, and how far each right goes. */
export function RoleEditor({ page, refused }: RoleEditorProps) {
  const { title, name, people, isNew, canDelete, areas, reaches, words } = page
  const { errors = {}, values = {}, message } = refused ?? {}
  return (
    <>
      <PageHead title={title} intro={people} back={{ href: '/admin/roles', label: words.title }} />
      {isNew ? <StartFrom page={page} /> : null}
      {/* Anew when it begins as another role. */}
      <DeskForm className="desk-form desk-form-wide" alert={message} key={page.from}>
        <Field
          name="name"
          label={words.name}
          autoComplete="off"
          maxLength={60}
          defaultValue={values['name'] ?? name}
          error={errors['name']}
          isRequired
          isFirstError={errors['name'] !== undefined}
        />
        <AreaGrid areas={areas} reaches={reaches} words={words} values={values} errors={errors} />
        <button className="button" type="submit">
          {isNew ? words.makeButton : words.save}
        </button>
      </DeskForm>
      {isNew ? null : (
        <section className="desk-section" aria-labelledby="delete">
          <h2 className="desk-section-head" id="delete">
            {words.deleteTitle}
          </h2>
          <p className="desk-intro">{words.deleteIntro}</p>
          {canDelete ? (
            <DeskForm>
              <button className="button button-quiet button-warns" name="intent" value="delete">
                {words.deleteButton}
              </button>
            </DeskForm>
          ) : null}
        </section>
      )}
    </>
  )
}

function StartFrom({ page: { from, templates, words } }: Pick<RoleEditorProps, 'page'>) {
  return (
    <Form className="form-inline desk-form-wide" preventScrollReset>
      <SelectField name="from" label={words.startFrom} options={templates} empty="–" defaultValue={from} />
      <button className="button button-quiet" type="submit">
        {words.startFromButton}
      </button>
    </Form>
  )
}
