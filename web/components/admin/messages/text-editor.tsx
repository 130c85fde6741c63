import type { RefusedForm } from '../../../lib/form-answer.server.ts'
import type { Tested, TextPage } from '../../../views/admin/messages/text-view.server.ts'
import { useScripts } from '../../access/use-scripts.ts'
import { TextAreaField } from '../../text-area-field.tsx'
import { DeskForm } from '../desk-form.tsx'
import { formFields } from '../form-fields.ts'
import { TextPreview } from './text-preview.tsx'

const FORM = 'text-form'

type TextEditorProps = { page: TextPage; answer: RefusedForm | Tested | undefined }

/** One text in its fields, and beside it what it says of a booking there is. */
export function TextEditor({ page, answer }: TextEditorProps) {
  const { fields, values, edition, isOwn, mayChange, locale, words } = page
  const refused = answer && 'code' in answer ? answer : undefined
  const field = formFields({ ...values, ...answer?.values }, refused)
  return (
    <div className="site-editor text-editor">
      <DeskForm
        id={FORM}
        className="desk-form site-form"
        encType="multipart/form-data"
        alert={refused?.message}
        edition={answer?.values['edition'] ?? edition}
        meanwhile={refused?.meanwhile}
      >
        <p className="field-hint">{isOwn ? words.isOwn : words.isOurs}</p>
        <fieldset className="site-fields" disabled={!mayChange} lang={locale}>
          <legend className="visually-hidden">{page.title}</legend>
          {fields.map(({ name, label, hint, isNeeded, rows, maxLength }) => (
            <TextAreaField
              key={name}
              {...field(name)}
              label={label}
              isRequired={isNeeded}
              rows={rows}
              maxLength={maxLength}
              {...(hint ? { hint } : {})}
            />
          ))}
        </fieldset>
        {mayChange ? (
          <Buttons page={page} tested={answer && 'tested' in answer ? answer.tested : ''} />
        ) : null}
      </DeskForm>
      <TextPreview formId={FORM} href={page.previewHref} isShort={page.isShort} words={words} />
      <Placeholders page={page} />
    </div>
  )
}

function Buttons({ page, tested }: { page: TextPage; tested: string }) {
  const { isOwn, previewHref, words } = page
  const hasScripts = useScripts()
  return (
    <>
      <div className="site-bar">
        <button className="button" type="submit">
          {words.save}
        </button>
        <button className="button button-quiet" name="intent" value="test">
          {words.test}
        </button>
        {hasScripts ? (
          <a className="button button-quiet site-bar-see" href="#preview">
            {words.showPreview}
          </a>
        ) : (
          <button className="button button-quiet" formAction={previewHref} formTarget="preview">
            {words.preview}
          </button>
        )}
        {isOwn ? (
          <button className="button button-quiet" name="intent" value="reset">
            {words.reset}
          </button>
        ) : null}
        <output className="text-tested">{tested ? `${words.tested} ${tested}.` : ''}</output>
      </div>
      <p className="field-hint">{words.saveHint}</p>
    </>
  )
}

function Placeholders({ page: { placeholders, hasFlags, words } }: { page: TextPage }) {
  return (
    <section className="text-signs" aria-labelledby="signs">
      <h2 id="signs">{words.placeholders}</h2>
      <p className="field-hint">{words.placeholdersHint}</p>
      <dl>
        {placeholders.map(({ sign, text }) => (
          <div key={sign}>
            <dt>
              <code>{sign}</code>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {hasFlags ? <p className="field-hint">{words.flagsHint}</p> : null}
    </section>
  )
}
