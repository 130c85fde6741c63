import { useEffect, useState } from 'react'
import { useScripts } from '../../access/use-scripts.ts'
import { FieldNotes } from '../../field-frame.tsx'
import type { SitePage } from '../../../views/admin/site/site-view.server.ts'
import type { FormField } from '../form-fields.ts'
import { fillForm } from './live-form.ts'
import { sendPicture } from './send-picture.ts'

type Choosable = { id: string; src: string; width: number; height: number; alt: string }

type PictureChoiceProps = {
  field: FormField
  purpose: 'logo' | 'hero'
  legend: string
  hint: string
  pictures: readonly Choosable[]
  words: SitePage['words']['images']
}

/** One of the pictures there are, or none; with scripts, another one right away. */
export function PictureChoice({ field, purpose, legend, hint, pictures, words }: PictureChoiceProps) {
  const { name, defaultValue, error } = field
  const hasScripts = useScripts()
  const [added, setAdded] = useState<Choosable[]>([])
  const [state, setState] = useState<{ share?: number; error?: string }>({})
  const all = [...added, ...pictures.filter(({ id }) => added.every((one) => one.id !== id))]
  const newest = added[0]?.id
  // Once it is among them.
  useEffect(() => {
    if (newest) fillForm({ [name]: newest })
  }, [name, newest])
  const add = async (file: File) => {
    setState({ share: 0 })
    try {
      const picture = await sendPicture(file, { purpose, onProgress: (share) => setState({ share }) })
      setAdded((before) => [picture, ...before])
      setState({})
    } catch (failure) {
      setState({ error: failure instanceof Error ? failure.message : '' })
    }
  }
  return (
    <fieldset className="field">
      <legend className="field-label">{legend}</legend>
      <div className="picture-choices">
        <label className="picture-choice">
          <input type="radio" name={name} value="" defaultChecked={defaultValue === ''} />
          <span>{words.none}</span>
        </label>
        {all.map(({ id, src, width, height, alt }, index) => (
          <label className="picture-choice" key={id}>
            <input type="radio" name={name} value={id} defaultChecked={defaultValue === id} />
            <img
              src={src}
              width={width}
              height={height}
              alt={alt || `${legend} ${index + 1}`}
              loading="lazy"
            />
          </label>
        ))}
      </div>
      {hasScripts ? (
        <label className="picture-add">
          <span className="button button-quiet">{state.share === undefined ? words.add : words.adding}</span>
          <input
            className="visually-hidden"
            type="file"
            accept={purpose === 'logo' ? 'image/*,.svg' : 'image/*'}
            aria-label={`${legend}: ${words.add}`}
            disabled={state.share !== undefined}
            onChange={({ currentTarget }) => {
              const [file] = currentTarget.files ?? []
              currentTarget.value = ''
              if (file) void add(file)
            }}
          />
          {state.share === undefined ? null : (
            <progress value={state.share} max={1} aria-label={words.adding} />
          )}
        </label>
      ) : null}
      <FieldNotes id={name} hint={hint} error={state.error ?? error} />
    </fieldset>
  )
}
