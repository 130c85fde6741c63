import type { PicturesPage } from '../../../views/admin/site/pictures-view.server.ts'
import { SelectField } from '../../access/select-field.tsx'
import { DeskForm } from '../desk-form.tsx'

/** Which picture stands for each trainer and each service. */
export function ShownPictures({ page: { shown, options, words } }: { page: PicturesPage }) {
  const { pictures: labels, images } = words
  if (options.trainer.length + options.service.length === 0) return null
  return (
    <section className="desk-section" aria-labelledby="shown">
      <h2 className="desk-section-head" id="shown">
        {labels.people}
      </h2>
      <p className="desk-intro">{labels.peopleText}</p>
      {shown.map(({ key, name, photoId }) => {
        const some = key.startsWith('trainer') ? options.trainer : options.service
        if (some.length === 0) return null
        return (
          <DeskForm
            className="form-inline shown-picture"
            encType="multipart/form-data"
            key={`${key} ${photoId}`}
          >
            <input type="hidden" name="intent" value="show" />
            <input type="hidden" name="whose" value={key} />
            <SelectField
              name="photoId"
              id={`photo ${key}`.replaceAll(' ', '-')}
              label={name}
              options={some}
              empty={images.none}
              defaultValue={photoId ?? ''}
              error={undefined}
            />
            <button
              className="button button-quiet"
              type="submit"
              aria-label={`${labels.chooseButton}: ${name}`}
            >
              {labels.chooseButton}
            </button>
          </DeskForm>
        )
      })}
    </section>
  )
}
