import { Form } from '@remix-run/react'
import type { RefusedForm } from '../../../lib/form-answer.server.ts'
import type { clientPage } from '../../../views/admin/client-view.server.ts'
import { Field } from '../../field.tsx'
import { DeskForm } from '../desk-form.tsx'

type ClientTagsProps = { page: Awaited<ReturnType<typeof clientPage>>; refused: RefusedForm | undefined }

/** The tags on a client, and room for another. */
export function ClientTags({ page: { tags, knownTags, mayWrite, words }, refused }: ClientTagsProps) {
  if (tags.length === 0 && !mayWrite) return null
  return (
    <section className="desk-section" aria-labelledby="tags">
      <h2 className="desk-section-head" id="tags">
        {words.tags}
      </h2>
      {tags.length === 0 ? <p className="desk-intro">{words.noTags}</p> : null}
      <ul className="tag-list">
        {tags.map(({ id, name, offLabel }) => (
          <li className="tag" key={id}>
            {name}
            {mayWrite ? (
              <Form method="post">
                <input type="hidden" name="tag" value={id} />
                <button className="tag-off" name="intent" value="untag" aria-label={offLabel}>
                  ✕
                </button>
              </Form>
            ) : null}
          </li>
        ))}
      </ul>
      {mayWrite ? (
        <DeskForm className="form-inline tag-form" key={tags.length}>
          <input type="hidden" name="intent" value="tag" />
          <Field
            name="name"
            id="tag-name"
            label={words.tagName}
            list="known-tags"
            autoComplete="off"
            maxLength={60}
            defaultValue={refused?.values['name']}
            error={refused?.errors['name']}
          />
          <datalist id="known-tags">
            {knownTags.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </datalist>
          <button className="button button-quiet" type="submit">
            {words.addTag}
          </button>
        </DeskForm>
      ) : null}
    </section>
  )
}
