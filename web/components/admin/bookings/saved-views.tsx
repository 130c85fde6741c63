import { Form } from '@remix-run/react'
import type { RefusedForm } from '../../../lib/form-answer.server.ts'
import type { BookingsPage } from '../../../views/admin/bookings/bookings-view.server.ts'
import { Field } from '../../field.tsx'
import { Link } from '../../link.tsx'
import { DeskForm } from '../desk-form.tsx'

type SavedViewsProps = {
  views: BookingsPage['views']
  words: BookingsPage['words']['views']
  refused: RefusedForm | undefined
}

/** The lists somebody keeps, one press each, and the way to keep another. */
export function SavedViews({ views, words, refused }: SavedViewsProps) {
  return (
    <div className="views">
      {views.length > 0 ? (
        <nav aria-label={words.label}>
          <ul className="view-links">
            {views.map(({ id, name, href, isCurrent }) => (
              <li key={id}>
                <Link className="view-link" to={href} aria-current={isCurrent ? 'page' : undefined}>
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      ) : null}
      <details className="view-more" key={views.length} open={refused !== undefined}>
        <summary className="text-button">{words.save}</summary>
        <div className="view-sheet">
          <DeskForm className="form-inline" alert={refused?.message}>
            <Field
              name="name"
              id="view-name"
              label={words.name}
              maxLength={60}
              autoComplete="off"
              defaultValue={refused?.values['name']}
              error={refused?.errors['name']}
            />
            <button className="button button-quiet" name="intent" value="save-view">
              {words.saveButton}
            </button>
          </DeskForm>
          {views.length > 0 ? (
            <ul className="view-list" aria-label={words.manage}>
              {views.map(({ id, name, deleteLabel }) => (
                <li key={id}>
                  <Form method="post">
                    <input type="hidden" name="view" value={id} />
                    {name}{' '}
                    <button
                      className="text-button"
                      name="intent"
                      value="delete-view"
                      aria-label={deleteLabel}
                    >
                      {words.remove}
                    </button>
                  </Form>
                </li>
              ))}
            </ul>
          ) : null}
        </div>
      </details>
    </div>
  )
}
