import type { RefusedForm } from '../../lib/form-answer.server.ts'
import type { PhotoPart } from '../../views/admin/photo-view.server.ts'
import { FieldFrame } from '../field-frame.tsx'
import { DeskForm } from './desk-form.tsx'

type PhotoFormProps = { part: PhotoPart; refused?: RefusedForm | undefined }

/** A photo as it is now, and another or none in its place; it needs no scripts. */
export function PhotoForm({ part: { action, photo, hint, words }, refused }: PhotoFormProps) {
  return (
    <div className="photo-now">
      {photo ? (
        <img
          className="photo-now-image"
          src={photo.src}
          width={photo.width}
          height={photo.height}
          alt={photo.alt}
        />
      ) : null}
      {/* Empty again after each. */}
      <DeskForm
        action={action}
        encType="multipart/form-data"
        alert={refused?.message}
        key={photo?.src ?? 'none'}
      >
        <FieldFrame
          id="file"
          label={photo ? words.another : words.file}
          hint={hint}
          error={refused?.errors['file']}
        >
          {(control) => (
            <input
              {...control}
              className="field-input file-input"
              type="file"
              name="file"
              accept="image/*"
              required
            />
          )}
        </FieldFrame>
        <div className="desk-actions">
          <button className="button button-quiet" type="submit">
            {photo ? words.replace : words.add}
          </button>
        </div>
      </DeskForm>
      {photo ? (
        <DeskForm action={action} encType="multipart/form-data">
          <button className="button button-quiet button-warns" name="intent" value="remove">
            {words.remove}
          </button>
        </DeskForm>
      ) : null}
    </div>
  )
}

/** The same as a part of the page about whoever or whatever it shows. */
export function PhotoSection({ part }: { part: PhotoPart | null }) {
  if (!part?.mayChange) return null
  return (
    <section className="desk-section" aria-labelledby="photo">
      <h2 className="desk-section-head" id="photo">
        {part.words.title}
      </h2>
      <PhotoForm part={part} />
    </section>
  )
}
