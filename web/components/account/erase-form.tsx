import type { DataPage } from '../../views/account/data-view.server.ts'
import { PostForm } from '../access/post-form.tsx'
import { Field } from '../field.tsx'

type EraseFormProps = {
  page: Pick<DataPage, 'hasUpcoming' | 'words'>
  answer: { values: Record<string, string>; errors: Record<string, string> } | undefined
}

/** The last question before somebody is forgotten. */
export function EraseForm({ page: { hasUpcoming, words }, answer }: EraseFormProps) {
  const errors = answer?.errors ?? {}
  const cancelError = errors['cancel']
  return (
    <PostForm className="form erase">
      {hasUpcoming || cancelError ? (
        <div className="field">
          <p>{words.upcoming}</p>
          <label className="check">
            <input
              type="checkbox"
              name="cancel"
              value="yes"
              defaultChecked={Boolean(answer?.values['cancel'])}
              aria-invalid={cancelError ? true : undefined}
              aria-describedby={cancelError ? 'cancel-error' : undefined}
            />
            <span>{words.upcomingCancel}</span>
          </label>
          {cancelError ? (
            <p className="field-error" id="cancel-error">
              {cancelError}
            </p>
          ) : null}
        </div>
      ) : null}
      <Field
        name="email"
        type="email"
        label={words.typeEmail}
        autoComplete="off"
        error={errors['email']}
        isFirstError={errors['email'] !== undefined}
        defaultValue=""
        isRequired
        maxLength={254}
      />
      <button className="button button-large button-danger" type="submit">
        {words.erase}
      </button>
    </PostForm>
  )
}
