import { PostForm } from '../access/post-form.tsx'

type RenameFormProps = {
  /** What is renamed: a hidden field. */
  id: { name: string; value: string }
  field: { name: string; value: string; error: string | undefined }
  /** The summary for those who hear it: what of several this is. */
  label: string
  words: { rename: string; name: string; save: string }
}

/** Another name for one thing of a list, behind a press; open again when it was refused. */
export function RenameForm({ id, field: { name, value, error }, label, words }: RenameFormProps) {
  const field = `${name}-${id.value}`
  return (
    <details className="settings-more" open={error !== undefined}>
      <summary className="settings-open" aria-label={label}>
        {words.rename}
      </summary>
      <PostForm>
        <input type="hidden" name={id.name} value={id.value} />
        <div className="field">
          <label className="field-label" htmlFor={field}>
            {words.name}
          </label>
          <input
            className="field-input"
            id={field}
            name={name}
            defaultValue={value}
            autoComplete="off"
            maxLength={60}
            required
            aria-invalid={error ? true : undefined}
            aria-describedby={error ? `${field}-error` : undefined}
          />
          {error ? (
            <p className="field-error" id={`${field}-error`}>
              {error}
            </p>
          ) : null}
        </div>
        <button className="button button-small" name="intent" value="rename">
          {words.save}
        </button>
      </PostForm>
    </details>
  )
}
