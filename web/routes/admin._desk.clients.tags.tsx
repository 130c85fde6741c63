import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { Empty } from '../components/admin/empty.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { Field } from '../components/field.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { tagsAnswer, tagsPage } from '../views/admin/clients/tags-view.server.ts'

export const loader = atDesk(tagsPage)

export const action = atDesk(async (desk) => sendAnswer(await tagsAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function Tags() {
  const { back, tags, mayChange, words } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  /** What came back is about one of the forms. */
  const told = (tag: string) => (refused?.values['tag'] === tag ? refused : undefined)
  return (
    <>
      <PageHead title={words.title} intro={words.intro} back={back} />
      {mayChange ? (
        <DeskForm className="form-inline save-segment" key={tags.length} alert={told('')?.message}>
          <Field
            name="name"
            label={words.new}
            autoComplete="off"
            maxLength={60}
            defaultValue={told('')?.values['name']}
            error={told('')?.errors['name']}
          />
          <button className="button" type="submit">
            {words.add}
          </button>
        </DeskForm>
      ) : null}
      {tags.length === 0 ? <Empty title={words.none} text={words.noneHint} /> : null}
      <ul className="client-lines">
        {tags.map(({ id, name, href, clients, deleteLabel }) => (
          <li className="client-line" key={id}>
            <span>
              <Link className="text-link" to={href}>
                {name}
              </Link>{' '}
              <span className="soft small">{clients}</span>
            </span>
            {mayChange ? (
              <details className="client-fold" open={told(id) !== undefined}>
                <summary className="text-button">{words.rename}</summary>
                <DeskForm className="form-inline" alert={told(id)?.message}>
                  <input type="hidden" name="tag" value={id} />
                  <Field
                    name="name"
                    id={`name-${id}`}
                    label={words.name}
                    autoComplete="off"
                    maxLength={60}
                    defaultValue={told(id)?.values['name'] ?? name}
                    error={told(id)?.errors['name']}
                  />
                  <button className="button button-quiet" type="submit">
                    {words.rename}
                  </button>
                  <button
                    className="button button-quiet button-warns"
                    name="intent"
                    value="delete"
                    aria-label={deleteLabel}
                  >
                    {words.delete}
                  </button>
                </DeskForm>
              </details>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  )
}
